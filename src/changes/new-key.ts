import { createHash, randomBytes } from 'node:crypto';
import type { ApiKey, Scope } from '../model/api-key.ts';

/** A fresh key: what is kept of it, and its text, which is shown once and never again. */
export function newKey(name: string, scope: Scope, now: Date): { key: ApiKey; hash: string; text: string } {
  const text = `wsk_${randomBytes(24).toString('base64url')}`;
  const key = {
    id: `key_${randomBytes(6).toString('hex')}`,
    name,
    scope,
    createdAt: now.toISOString(),
    lastUsedAt: null,
  };
  return { key, hash: keyHash(text), text };
}

/** SHA-256 is enough: our keys are random, so there is nothing to guess from a list of words. */
export function keyHash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
