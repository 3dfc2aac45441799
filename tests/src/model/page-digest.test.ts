import { describe, expect, it } from 'vitest';
import { Page } from '../../../src/model/page.ts';
import { pageDigest } from '../../../src/model/page-digest.ts';

describe('pageDigest', () => {
  it('names the algorithm before the digest, as Page wants it', () => {
    // The example of FIPS 180-2 for "abc".
    const digest = pageDigest(new TextEncoder().encode('abc'));
    expect(digest).toBe('sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(Page.shape.digest.safeParse(digest).success).toBe(true);
  });
});
