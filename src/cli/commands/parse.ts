import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { openParsePool } from '../../../workers/parse-pool.ts';
import type { Page } from '../../model/page.ts';
import { pageDigest } from '../../model/page-digest.ts';
import type { SiteDefinition } from '../../model/site-definition.ts';
import { command } from '../command.ts';
import { writeLine } from '../io.ts';
import { type NdjsonLine, ndjsonLines } from '../ndjson-lines.ts';
import { UsageError } from '../usage-error.ts';

const id = z.union([z.string(), z.number()]);
const Entry = z.object({
  id,
  url: z.url(),
  html: z.string().optional(),
  file: z.string().optional(),
  contentType: z.string().optional(),
  /** When it was fetched, for dates such as "3 hours ago". */
  fetchedAt: z.iso.datetime({ offset: true }).optional(),
});

/** Pages that are read ahead: enough to keep the threads busy, few enough to hold in memory. */
const ahead = 8;
const maxFileBytes = 50 * 1_024 * 1_024;

export const parseCommand = (sitesOf: () => readonly SiteDefinition[]) =>
  command({
    usage: 'parse',
    summary: 'pages from stdin as NDJSON to one ParsedArticle a line, in order; stores nothing',
    flags: [
      ['--ndjson', 'read {"id","url","html"} or {"id","url","file"} a line'],
      ['--threads <n>', 'parsers at work (default 1)'],
    ],
    input: z.object({
      ndjson: z.boolean().default(false),
      threads: z.coerce.number().int().min(1).max(64).default(1),
    }),
    async run({ ndjson, threads }, io) {
      if (!ndjson) throw new UsageError('parse: say --ndjson, and give one JSON object a line on stdin');
      const pool = openParsePool({ threads, timeoutMs: 3_000, memoryMb: 256, sites: sitesOf() });
      const waiting: Promise<string>[] = [];
      try {
        for await (const line of ndjsonLines(io.in)) {
          waiting.push(answerTo(line, pool.parse));
          if (waiting.length >= ahead + threads) await writeLine(io.out, (await waiting.shift()) ?? '');
          if (io.signal.aborted) break;
        }
        for (const answer of waiting) await writeLine(io.out, await answer);
      } finally {
        await pool.close();
      }
      return 0;
    },
  });

async function answerTo(line: NdjsonLine, parse: (page: Page) => Promise<object>): Promise<string> {
  if ('problem' in line) return failure(null, 'bad-line', `line ${line.number} is no JSON: ${line.problem}`);
  const entry = Entry.safeParse(line.value);
  const known = z.object({ id }).safeParse(line.value);
  if (!entry.success) {
    const told = entry.error.issues
      .map(({ path, message }) => `${path.join('.') || 'line'}: ${message}`)
      .join('; ');
    return failure(known.success ? known.data.id : null, 'bad-line', `line ${line.number}: ${told}`);
  }
  try {
    return JSON.stringify({ ...(await parse(await pageOf(entry.data))), id: entry.data.id });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'parse-failed';
    return failure(entry.data.id, code, error instanceof Error ? error.message : String(error));
  }
}

async function pageOf(entry: z.infer<typeof Entry>): Promise<Page> {
  const body = await bodyOf(entry);
  // Text that came inside of JSON is decoded already, whatever the page says of itself.
  const contentType = entry.html === undefined ? entry.contentType : 'text/html; charset=utf-8';
  return {
    url: entry.url,
    finalUrl: entry.url,
    fetchedAt: new Date(entry.fetchedAt ?? Date.now()).toISOString(),
    status: 200,
    headers: contentType === undefined ? {} : { 'content-type': contentType },
    body,
    via: 'archive',
    digest: pageDigest(body),
  };
}

async function bodyOf({ html, file }: z.infer<typeof Entry>): Promise<Uint8Array<ArrayBuffer>> {
  if (html !== undefined) return new TextEncoder().encode(html);
  if (file === undefined)
    throw Object.assign(new Error('neither html nor file is given'), { code: 'bad-line' });
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw Object.assign(new Error(`${file} cannot be read: ${error.code}`), { code: 'no-file' });
  });
  return file.endsWith('.gz') ? gunzipSync(bytes, { maxOutputLength: maxFileBytes }) : bytes;
}

function failure(id: string | number | null, code: string, message: string): string {
  return JSON.stringify({ id, error: { code, message } });
}
