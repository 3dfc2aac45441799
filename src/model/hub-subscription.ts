import { z } from 'zod';
import { Instant } from './instant.ts';

/** Who wants a feed pushed to him (WebSub), and how far he was told. */
export const HubSubscription = z.object({
  /** Of topic and callback: asking again renews. */
  id: z.string(),
  /** Address of the feed, as he asked for it. */
  topic: z.url(),
  /** Name of the saved search behind it. */
  search: z.string(),
  callback: z.url(),
  /** Signs what is sent; null: nothing is signed. */
  secret: z.string().nullable(),
  expiresAt: Instant,
  /** Changes up to it are in what he was sent, or do not concern him. */
  toldSeq: z.int().nonnegative(),
  /** Failed tries since something last went well. */
  tries: z.int().nonnegative(),
  /** Not before then; whoever sends moves it on, so that nobody else does meanwhile. Milliseconds since 1970. */
  dueAtMs: z.int(),
});
export type HubSubscription = z.infer<typeof HubSubscription>;
