/** One labelled page of the kit, as far as the benchmark reads it; the scorer reads the rest. */
export type Row = { id: string; file: string; url: string; crawledAt?: string; publisher?: string };

/** An answer as the kit's scorer reads it. */
export type Labelled = { id: string } & Record<string, unknown>;

export type Scored = {
  figures: Record<string, unknown>;
  pages: { id: string; f1?: number; p?: number; r?: number }[];
};

export type Scorer = (set: string, rows: readonly Row[], answers: ReadonlyMap<string, Labelled>) => Scored;

/** The kit brings its own scorer, so that every extractor is measured by the same one. */
export async function loadScorer(href: string): Promise<Scorer> {
  const kit: unknown = await import(href);
  if (typeof kit !== 'object' || kit === null || !('scoreSet' in kit) || typeof kit.scoreSet !== 'function') {
    throw new TypeError(`${href} exports no scoreSet`);
  }
  return kit.scoreSet as Scorer;
}
