import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { canonicalUrl, hostOf } from '../../crawlers/canonical-url.ts';

/** The URL cases of web-platform-tests (3-Clause BSD, wpt/LICENSE): what goes in, and what the URL standard makes of it. */
const Case = z.union([
  z.object({ input: z.string(), base: z.string().nullable(), failure: z.literal(true) }),
  z.object({
    ...{ input: z.string(), base: z.string().nullable() },
    ...{ href: z.string(), protocol: z.string(), hostname: z.string() },
  }),
]);
const read = gunzipSync(readFileSync(new URL('./wpt/urltestdata.json.gz', import.meta.url))).toString();
/** Between the cases stand comments. */
const cases = z
  .array(Case.or(z.string()))
  .parse(JSON.parse(read))
  .filter((one) => typeof one !== 'string');

/** A host that is none without the dots at its end is a URL by the standard, and no address that anyone could ask. */
const isWeb = (one: z.infer<typeof Case>) =>
  'href' in one &&
  /^https?:$/.test(one.protocol) &&
  URL.canParse(`http://${one.hostname.replace(/\.+$/, '')}/`);

/** Node takes this for a name, which no resolver knows; the standard says that its Punycode is none. */
const lenient = /xn--pokxncvks/i;

describe('the URL cases of web-platform-tests', () => {
  it('are all there', () => {
    expect(cases.length).toBeGreaterThan(680);
    expect(cases.filter(isWeb).length).toBeGreaterThan(200);
  });

  it('give no canonical URL where the standard sees no URL, or none of the Web', () => {
    const taken = cases
      .filter((one) => !isWeb(one) && !lenient.test(one.input))
      .filter(({ input, base }) => canonicalUrl(input, base ?? undefined) !== null);
    expect(taken).toEqual([]);
  });

  it('give the one form of the address that the standard resolves them to', () => {
    const wrong = cases.flatMap((one) => {
      if (!isWeb(one) || !('href' in one)) return [];
      const canonical = canonicalUrl(one.input, one.base ?? undefined);
      const ofHref = canonicalUrl(one.href);
      return canonical !== null && canonical === ofHref ? [] : [{ ...one, canonical, ofHref }];
    });
    expect(wrong).toEqual([]);
  });

  it('give addresses without fragment, credentials and default port, that stay as they are', () => {
    for (const { input, base } of cases) {
      const canonical = canonicalUrl(input, base ?? undefined);
      if (canonical === null) continue;
      expect(canonical, input).toMatch(/^https?:\/\/[^/@#]+\/[^#]*$/);
      expect(canonicalUrl(canonical), input).toBe(canonical);
      expect(hostOf(canonical), input).not.toMatch(/\.$/);
    }
  });
});
