/** What an article of the labelled set is. */
export type Label = { storyId: string; relation: string; perturbations: readonly string[] };
export type Answer = { id: string; storyId: string; relation?: string | undefined };

export type Score = {
  articles: number;
  precision: number;
  recall: number;
  f1: number;
  /** Share of the copies with a kind of change that are in the cluster of their original. */
  recallByKind: Record<string, number>;
  /** Share of the texts made from templates that are in a cluster with another story. */
  templatesMerged: number;
  /** Share of the articles whose relation is right; null where no answer names one. */
  relation: number | null;
};

/** Halves by story, so that no story chooses the weights that it is measured with. */
export const halfOf = (storyId: string): number =>
  [...storyId].reduce((sum, sign) => sum + sign.charCodeAt(0), 0) % 2;

const pairs = (count: number) => (count * (count - 1)) / 2;
const sumOfPairs = (counts: ReadonlyMap<string, number>) =>
  [...counts.values()].reduce((sum, count) => sum + pairs(count), 0);

/** The figures of the kit's own score.mjs, for the articles that `labels` holds. */
export function storiesScore(answers: readonly Answer[], labels: ReadonlyMap<string, Label>): Score {
  const rows = answers.flatMap((answer) => {
    const label = labels.get(answer.id);
    return label ? [{ answer, label }] : [];
  });
  const count = (key: (row: (typeof rows)[number]) => string) => {
    const counts = new Map<string, number>();
    for (const row of rows) counts.set(key(row), (counts.get(key(row)) ?? 0) + 1);
    return counts;
  };
  const found = sumOfPairs(count(({ answer }) => answer.storyId));
  const wanted = sumOfPairs(count(({ label }) => label.storyId));
  const right = sumOfPairs(count(({ answer, label }) => `${answer.storyId} ${label.storyId}`));
  const related = rows.filter(({ answer }) => answer.relation !== undefined);
  return {
    articles: rows.length,
    precision: found ? right / found : 1,
    recall: wanted ? right / wanted : 1,
    f1: found + wanted ? (2 * right) / (found + wanted) : 1,
    recallByKind: recallByKind(rows),
    templatesMerged: templatesMerged(rows),
    relation: related.length
      ? related.filter(({ answer, label }) => answer.relation === label.relation).length / related.length
      : null,
  };
}

type Row = { answer: Answer; label: Label };

function recallByKind(rows: readonly Row[]): Record<string, number> {
  const originals = new Map<string, string>();
  for (const { answer, label } of rows) {
    if (label.relation === 'original') originals.set(label.storyId, answer.storyId);
  }
  const seen = new Map<string, { all: number; found: number }>();
  for (const { answer, label } of rows) {
    const cluster = originals.get(label.storyId);
    if (cluster === undefined || label.relation === 'original') continue;
    for (const kind of label.perturbations) {
      const sum = seen.get(kind) ?? { all: 0, found: 0 };
      sum.all++;
      if (answer.storyId === cluster) sum.found++;
      seen.set(kind, sum);
    }
  }
  return Object.fromEntries([...seen].sort().map(([kind, { all, found }]) => [kind, found / all]));
}

function templatesMerged(rows: readonly Row[]): number {
  const stories = new Map<string, Set<string>>();
  for (const { answer, label } of rows) {
    stories.set(answer.storyId, (stories.get(answer.storyId) ?? new Set()).add(label.storyId));
  }
  const made = rows.filter(({ label }) => label.perturbations.some((kind) => kind.startsWith('template:')));
  const merged = made.filter(({ answer }) => (stories.get(answer.storyId)?.size ?? 0) > 1);
  return made.length ? merged.length / made.length : 0;
}
