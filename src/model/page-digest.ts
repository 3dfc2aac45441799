import { createHash } from 'node:crypto';

/** `sha256:` and 64 hex digits of a page's body: what `Page.digest` holds. */
export function pageDigest(body: Uint8Array): string {
  return `sha256:${createHash('sha256').update(body).digest('hex')}`;
}
