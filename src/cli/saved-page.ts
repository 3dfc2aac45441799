import { existsSync, readFileSync, statSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Page } from '../model/page.ts';
import { pageDigest } from '../model/page-digest.ts';
import { UsageError } from './usage-error.ts';

const maxFileBytes = 50 * 1_024 * 1_024;

/**
 * A saved page as the parsers read it; `.gz` is unpacked.
 * @throws {UsageError} there is no such file
 */
export function savedPage(file: string, url: string): Page {
  if (!existsSync(file) || !statSync(file).isFile()) {
    throw new UsageError(`${JSON.stringify(file)} is neither a web address (http://, https://) nor a file`);
  }
  const bytes = readFileSync(file);
  const body = new Uint8Array(
    file.endsWith('.gz') ? gunzipSync(bytes, { maxOutputLength: maxFileBytes }) : bytes,
  );
  return {
    ...{ url, finalUrl: url, fetchedAt: new Date().toISOString(), status: 200, headers: {}, body },
    via: 'archive',
    digest: pageDigest(body),
  };
}
