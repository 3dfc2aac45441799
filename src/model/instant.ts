import { z } from 'zod';

/** An instant of our own clock: ISO 8601 in UTC with milliseconds, so that text order is time order. */
export const Instant = z.iso.datetime({ precision: 3 });
export type Instant = z.infer<typeof Instant>;
