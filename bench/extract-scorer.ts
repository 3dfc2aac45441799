import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** One labelled page of the kit, as far as the benchmark reads it; the scorer reads the rest. */
export type Row = { id: string; file: string; url: string; crawledAt?: string; publisher?: string };

/** An answer as the kit's scorer reads it. */
export type Labelled = { id: string } & Record<string, unknown>;

export type Scored = {
  figures: Record<string, unknown>;
  pages: { id: string; f1?: number; p?: number; r?: number }[];
};

export type Scorer = (set: string, rows: readonly Row[], answers: ReadonlyMap<string, Labelled>) => Scored;

/** The labelled kit that WELLSPRING_EVAL names, with its scorer; without one the program ends and says so. */
export async function openKit(): Promise<{ kit: string; scorer: Scorer }> {
  const kit = process.env.WELLSPRING_EVAL;
  if (!kit) {
    console.error(
      'WELLSPRING_EVAL names no folder: set it to the labelled kit (score.mjs, body/, fundus/, dates/)',
    );
    process.exit(2);
  }
  return { kit, scorer: await loadScorer(pathToFileURL(join(kit, 'score.mjs')).href) };
}

/** The kit brings its own scorer, so that every extractor is measured by the same one. */
export async function loadScorer(href: string): Promise<Scorer> {
  const kit: unknown = await import(href);
  if (typeof kit !== 'object' || kit === null || !('scoreSet' in kit) || typeof kit.scoreSet !== 'function') {
    throw new TypeError(`${href} exports no scoreSet`);
  }
  return kit.scoreSet as Scorer;
}
