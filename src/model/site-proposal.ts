import type { ParsedArticle } from './parsed-article.ts';
import type { SiteDefinition, SiteFields } from './site-definition.ts';

export type ProposedField = Exclude<keyof SiteFields, 'remove' | 'reactions'>;

/** What a person knows of the first example page. Stands above what the page declares and what the parsers find. */
export type KnownValues = {
  title?: string;
  authors?: readonly string[];
  /** Any way of writing it that the parsers read. */
  date?: string;
  category?: string;
  views?: number;
  /** Some words of the text. */
  body?: string;
};

export type FieldProposal = {
  field: ProposedField;
  /** Null: no place was found. */
  selector: string | null;
  /** 0–1: on how many pages it stands, agrees with what is known, and how robust the selector is. */
  score: number;
  /** True: it goes into `site.yaml`; else it is left to the parsers. */
  written: boolean;
  /** Why it scores so and is written or not. */
  reason: string;
  /** What the place holds on each page, shortened; null: it is not on that page. */
  values: (string | null)[];
};

export type SiteProposal = {
  site: SiteDefinition;
  fields: FieldProposal[];
  /** How the pages are read with `site`, in their order. */
  parsed: ParsedArticle[];
  /** What the person should look at. */
  warnings: string[];
};

/** What a selector does on pages of the archive. */
export type RepairEffect = {
  /** Pages that it was tried on. */
  pages: number;
  /** Of these, the ones that have the field without it, and with it. */
  before: number;
  after: number;
  /** How many different values it gives. */
  distinct: number;
  /** Of the pages whose value is known from an earlier visit, those where it comes out; null: none is known. */
  right: { of: number; pages: number } | null;
  examples: { url: string; before: string | null; after: string | null }[];
};

/** A way to read a field again after a change of layout. */
export type RepairProposal = {
  field: ProposedField;
  selector: string;
  score: number;
  reason: string;
  effect: RepairEffect;
};
