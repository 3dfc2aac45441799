import { z } from 'zod';

/** Where one field's value came from, how sure we are, and which other readings lost. */
export const Provenance = z.object({
  field: z.string(),
  /** How it was found: "json-ld", "meta", "label", "density", "heading", "site-file" … */
  method: z.string(),
  /** A CSS path, a JSON-LD path or an attribute: enough to find it again in the page. */
  path: z.string(),
  raw: z.string(),
  confidence: z.number().min(0).max(1),
  rivals: z.array(z.object({ method: z.string(), path: z.string(), raw: z.string() })),
});
export type Provenance = z.infer<typeof Provenance>;
