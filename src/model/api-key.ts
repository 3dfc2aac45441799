import { z } from 'zod';
import { Instant } from './instant.ts';

/** `read` reads; `operate` changes what the service does, and reads too. */
export const Scope = z.enum(['read', 'operate']);
export type Scope = z.infer<typeof Scope>;

/** A key of the HTTP interface, without the key: only its hash is kept. */
export const ApiKey = z.object({
  id: z.string(),
  /** Who uses it. */
  name: z.string().min(1).max(100),
  scope: Scope,
  createdAt: Instant,
  lastUsedAt: Instant.nullable(),
});
export type ApiKey = z.infer<typeof ApiKey>;
