import { z } from 'zod';
import { Instant } from './instant.ts';

/** What came over the wire for one URL: undecoded bytes, with content codings (gzip, br …) already undone. */
export const Page = z.object({
  url: z.url(),
  /** The address after redirects; equals `url` where there were none. */
  finalUrl: z.url(),
  fetchedAt: Instant,
  status: z.int(),
  /** Names in lower case; repeated fields joined by ", ". */
  headers: z.record(z.string(), z.string()),
  body: z.instanceof(Uint8Array),
  via: z.enum(['http', 'browser', 'archive']),
  /** `sha256:` and 64 hex digits of `body`. */
  digest: z.string().regex(/^sha256:[0-9a-f]{64}$/),
});
export type Page = z.infer<typeof Page>;

/** What is known of a page without its bytes: those are let go of as soon as it is parsed. */
export type PageHead = Omit<Page, 'body'>;
