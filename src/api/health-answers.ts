import { z } from 'zod';
import { AuditEntry } from '../model/audit-entry.ts';
import { Drift, HeldPage } from '../model/drift.ts';
import { Instant } from '../model/instant.ts';

// What the routes of operators answer, apart from the routes: the dashboard checks what it reads by the same schemas.

const next = z.string().nullable().describe('The cursor of the next page; null: there are no more');

export const SiteCondition = z.object({
  site: z.string(),
  state: z
    .enum(['learning', 'well', 'doubt', 'new', 'changed'])
    .describe(
      'learning: too few pages were seen; doubt: pages are held for a doubt that may pass; new: something is new, nothing suffers; changed: fields suffer, pages are held',
    ),
  pages: z.int().describe('Pages looked at so far'),
  templates: z.int(),
  held: z.int().describe('Pages in quarantine'),
  heldSince: Instant.nullable(),
  drift: Drift.nullable().describe('The change that waits for a decision'),
  usual: z
    .record(z.string(), z.number())
    .nullable()
    .describe('The usual share of articles (0–1) with each field; null: not known yet'),
  doubts: z.array(z.string()).describe('What is in doubt and not yet told, in words'),
});
export type SiteCondition = z.infer<typeof SiteCondition>;
export const SiteConditions = z.object({ sites: z.array(SiteCondition) });
export type SiteConditions = z.infer<typeof SiteConditions>;

export const DriftPage = z.object({ drifts: z.array(Drift) });
export type DriftPage = z.infer<typeof DriftPage>;

const ProposedField = z.enum(['title', 'authors', 'date', 'category', 'views', 'body']);
export const RepairProposal = z.object({
  field: ProposedField,
  selector: z.string(),
  score: z.number().describe('0–1'),
  reason: z.string(),
  effect: z.object({
    pages: z.int().describe('Held pages that it was tried on'),
    before: z.int().describe('Of these, with the field without it'),
    after: z.int().describe('… and with it'),
    distinct: z.int().describe('Different values that it gives'),
    right: z
      .object({ of: z.int(), pages: z.int() })
      .nullable()
      .describe('Of the pages whose value is known from an earlier visit, those where it comes out'),
    examples: z.array(
      z.object({ url: z.string(), before: z.string().nullable(), after: z.string().nullable() }),
    ),
  }),
});

export const DriftAnswer = z.object({
  drift: Drift,
  held: z.int(),
  signs: z.array(z.string()).describe('What changed, in words'),
  proposals: z.array(RepairProposal).describe('The best first, up to three a field; all were only tried'),
});
export type DriftAnswer = z.infer<typeof DriftAnswer>;

export const HeldPageList = z.object({ pages: z.array(HeldPage), next });
export type HeldPageList = z.infer<typeof HeldPageList>;
export const AuditPage = z.object({ entries: z.array(AuditEntry), next });
export type AuditPage = z.infer<typeof AuditPage>;
