import { createHash, randomUUID } from 'node:crypto';
import {
  AsyncIterReader,
  WARC_1_1,
  WARCParser,
  WARCRecord,
  type WARCRecordOpts,
  WARCSerializer,
} from 'warcio';
import { z } from 'zod';
import { Instant } from '../../model/instant.ts';
import { Page } from '../../model/page.ts';
import { pageDigest } from '../../model/page-digest.ts';
import { Snapshot } from '../../model/snapshot.ts';
import type { PageAddresses, SentRequest } from '../archive.ts';
import { headerCharset, readResponse, requestHead, responseHead } from './http-block.ts';

/**
 * What a WARC record has no standard field for, as JSON in the field `Wellspring-Page`. The addresses stand here
 * as they were, since WARC-Target-URI holds a normalised form.
 */
const PageField = z.object({
  url: z.string(),
  finalUrl: z.string(),
  via: Page.shape.via,
  headerCharset: z.enum(['latin1', 'utf8']),
  /** Of a revisit record: where its body lies, so that reading needs no index. */
  body: Snapshot.nullable(),
});
type PageField = z.infer<typeof PageField>;

/** An earlier record with the same body. */
export type EarlierRecord = { recordId: string; date: string; snapshot: Snapshot };

/** A page read from its record; a revisit record has no body of its own. */
export type ReadRecord = { page: Page; bodyAt: Snapshot | null };

/** Name of a new record. */
export function newRecordId(): string {
  return `<urn:uuid:${randomUUID()}>`;
}

/** The record of an answer: a response, or a revisit where an earlier record holds the same body. */
export function answerRecord(page: Page, recordId: string, earlier: EarlierRecord | null): Promise<Buffer> {
  const field: PageField = {
    url: page.url,
    finalUrl: page.finalUrl,
    via: page.via,
    headerCharset: headerCharset(page.headers),
    body: earlier?.snapshot ?? null,
  };
  const target = targetUri(page.finalUrl);
  return serialized(
    {
      type: earlier ? 'revisit' : 'response',
      date: page.fetchedAt,
      warcHeaders: {
        'WARC-Record-ID': recordId,
        'WARC-Target-URI': target,
        'WARC-Payload-Digest': page.digest,
        'Wellspring-Page': asciiJson(field),
        ...(earlier && { 'WARC-Refers-To': earlier.recordId }),
      },
      ...(earlier && { refersToUrl: target, refersToDate: earlier.date }),
    },
    earlier ? [responseHead(page)] : [responseHead(page), page.body],
  );
}

const digestOfNothing = pageDigest(new Uint8Array());

/** The request that `answerId` answers. */
export function requestRecord(request: SentRequest, page: Page, answerId: string): Promise<Buffer> {
  return serialized(
    {
      type: 'request',
      date: page.fetchedAt,
      warcHeaders: {
        'WARC-Record-ID': newRecordId(),
        'WARC-Target-URI': targetUri(request.url),
        // A GET has no payload. Left out, warcio's writer would take the whole block for one.
        'WARC-Payload-Digest': digestOfNothing,
        'WARC-Concurrent-To': answerId,
      },
    },
    [requestHead(request)],
  );
}

export async function warcinfoRecord(filename: string, date: string): Promise<Buffer> {
  const record = WARCRecord.createWARCInfo(
    { filename, date, warcVersion: WARC_1_1 },
    { software: 'wellspring', format: 'WARC File Format 1.1' },
  );
  return Buffer.from(await WARCSerializer.serialize(record));
}

/**
 * The page of an unpacked record; null where it is the record of something else (a request, a warcinfo).
 *
 * @throws the bytes are no WARC record of ours
 */
export async function readPageRecord(content: Buffer): Promise<ReadRecord | null> {
  const record = await WARCParser.parse(new AsyncIterReader([content], null), {
    keepHeadersCase: true,
    parseHttp: false,
  });
  if (!record?.warcHeaders.statusline.startsWith('WARC/')) throw new Error('no WARC record');
  if (record.warcType !== 'response' && record.warcType !== 'revisit') return null;
  const field = PageField.parse(JSON.parse(record.warcHeader('Wellspring-Page') ?? ''));
  const block = Buffer.from(await record.readFully());
  const answer = block.length === record.warcContentLength && readResponse(block, field.headerCharset);
  if (!answer) throw new Error('the HTTP block is not whole');
  const page: Page = {
    url: field.url,
    finalUrl: field.finalUrl,
    fetchedAt: Instant.parse(record.warcDate),
    ...answer,
    via: 'archive',
    digest: Page.shape.digest.parse(record.warcPayloadDigest),
  };
  return { page, bodyAt: field.body };
}

const Addresses = PageField.pick({ url: true, finalUrl: true });
const pageType = /\r\nWARC-Type: (?:response|revisit)\r\n/;

/**
 * The addresses of a page, from the beginning of its unpacked record; null where it is the record of something else or no
 * record of ours, "more" where the head of the record does not end in these bytes.
 */
export function readPageAddresses(start: Buffer): PageAddresses | null | 'more' {
  const end = start.indexOf('\r\n\r\n');
  const head = start.toString('latin1', 0, end < 0 ? start.length : end + 2);
  if (!'WARC/1.1\r\n'.startsWith(head.slice(0, 10))) return null;
  const field = /\r\nWellspring-Page: (.*)\r\n/.exec(head)?.[1];
  // The type stands before all fields of our own.
  if (field === undefined) return end < 0 ? 'more' : null;
  if (!pageType.test(head)) return null;
  try {
    return Addresses.parse(JSON.parse(field));
  } catch {
    return null;
  }
}

/**
 * warcio writes the WARC head. The HTTP block is handed over as bytes: its own writer and
 * reader of HTTP headers lose empty values and split values at ",,,".
 */
async function serialized(options: WARCRecordOpts, block: Uint8Array[]): Promise<Buffer> {
  const record = WARCRecord.create({ ...options, warcVersion: WARC_1_1 }, block);
  record.httpHeaders = null;
  record.warcHeaders.headers.set('WARC-Block-Digest', blockDigest(block));
  // Its own hashing starts a WebAssembly module for each digest: more time than all the rest.
  return Buffer.from(await WARCSerializer.serialize(record, { digest: { algo: '' } }));
}

function blockDigest(block: readonly Uint8Array[]): string {
  const hash = createHash('sha256');
  for (const part of block) hash.update(part);
  return `sha256:${hash.digest('hex')}`;
}

/** Normalised, hence plain ASCII without line breaks. ",,," would be taken for a list by warcio. */
function targetUri(url: string): string {
  return new URL(url).href.replaceAll(',,,', '%2C%2C%2C');
}

/** JSON in visible ASCII, so that it is one line of a WARC head; commas inside texts hidden as above. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value)
    .replace(/[^\x20-\x7e]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replace(/,{2,}/g, (commas) => '\\u002c'.repeat(commas.length));
}
