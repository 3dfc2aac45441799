import { hash } from 'node:crypto';

/** `sha256:` and 64 hex digits of a page's body: what `Page.digest` holds. */
export function pageDigest(body: Uint8Array): string {
  return `sha256:${hash('sha256', body)}`;
}
