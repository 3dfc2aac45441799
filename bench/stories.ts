// Quality, speed and memory of story matching.
//
//   WELLSPRING_EVAL=DIR [WELLSPRING_PYTHON=python] node --expose-gc bench/stories.ts [--rounds 5] [--grow 10000,100000]
//
// Quality: the labelled set of the kit (stories/articles.ndjson.gz, labels.json), by halves: weights were chosen on
// the first, the second is the one to report. Peers: datasketch and rensa in the same run, where WELLSPRING_PYTHON
// names a Python that has them. Growth: invented texts (60 % alone, 30 % changed copies, 10 % from templates).
// One thread. Times are those of the processor, of `clusterArticles` alone, articles being parsed JSON in memory.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { type ClusterInput, clusterArticles } from '../src/stories/cluster-articles.ts';
import { invented } from './stories-corpus.ts';
import { type Answer, halfOf, type Label, type Score, storiesScore } from './stories-score.ts';

const { values: options } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, grow: { type: 'string', default: '10000,100000' } },
});

const Input = z.object({ id: z.string(), site: z.string(), title: z.string().nullable(), body: z.string() });
const Labels = z.record(
  z.string(),
  z.object({ storyId: z.string(), relation: z.string(), perturbations: z.array(z.string()) }),
);
const Peers = z.array(
  z.object({
    name: z.string(),
    docsPerSecond: z.number(),
    clusters: z.array(z.object({ id: z.string(), storyId: z.string() })),
  }),
);

function labelled(folder: string): void {
  const lines = gunzipSync(readFileSync(join(folder, 'articles.ndjson.gz')))
    .toString('utf8')
    .trim()
    .split('\n');
  const articles = lines.map((line) => Input.parse(JSON.parse(line)));
  const labels = Labels.parse(JSON.parse(readFileSync(join(folder, 'labels.json'), 'utf8')));
  let bestMs = Number.POSITIVE_INFINITY;
  let answers: Answer[] = [];
  for (let round = 0; round < Number(options.rounds); round++) {
    const start = process.cpuUsage();
    answers = clusterArticles(articles);
    const { user, system } = process.cpuUsage(start);
    bestMs = Math.min(bestMs, (user + system) / 1_000);
  }
  const halves = [0, 1].map(
    (half) => new Map(Object.entries(labels).filter(([, { storyId }]) => halfOf(storyId) === half)),
  );
  const ours = Math.round((articles.length / bestMs) * 1000);
  const scores = halves.map((half) => storiesScore(answers, half));
  console.table([
    row('wellspring, half that chose the weights', ours, scores[0]),
    row('wellspring, the other half', ours, scores[1]),
    ...peers(lines).map(({ name, docsPerSecond, clusters }) =>
      row(
        `${name}, the other half`,
        Math.round(docsPerSecond),
        storiesScore(clusters, halves[1] ?? new Map()),
      ),
    ),
  ]);
  console.table(scores.map((score) => rounded(score.recallByKind)));
}

const rounded = (numbers: Record<string, number>) =>
  Object.fromEntries(Object.entries(numbers).map(([key, number]) => [key, Number(number.toFixed(4))]));

function row(who: string, docsPerSecond: number, score: Score | undefined) {
  if (!score) throw new RangeError('no score');
  const { articles, precision, recall, f1, templatesMerged, relation, recallByKind } = score;
  const worst = Object.entries(recallByKind).sort((a, b) => a[1] - b[1])[0];
  return {
    who,
    articles,
    ...rounded({ precision, recall, f1 }),
    'worst kind': worst ? `${worst[0]} ${worst[1].toFixed(3)}` : '-',
    'templates merged': Number(templatesMerged.toFixed(4)),
    relation: relation === null ? '-' : Number(relation.toFixed(4)),
    'docs/s': docsPerSecond,
  };
}

function peers(lines: readonly string[]): z.infer<typeof Peers> {
  const python = process.env.WELLSPRING_PYTHON;
  if (!python) {
    console.error('WELLSPRING_PYTHON names no Python with datasketch and rensa: the peers are left out');
    return [];
  }
  const script = join(import.meta.dirname, 'stories-peers.py');
  const run = spawnSync(python, [script], { input: lines.join('\n'), maxBuffer: 2 ** 28, encoding: 'utf8' });
  if (run.status !== 0) {
    console.error(`the peers did not run: ${run.stderr.trim().split('\n').at(-1) ?? run.error?.message}`);
    return [];
  }
  return Peers.parse(JSON.parse(run.stdout));
}

function growth(size: number): void {
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  let inventingMs = 0;
  const labels = new Map<string, Label>();
  function* articles(): Generator<ClusterInput> {
    for (let i = 0; i < size; i++) {
      const start = performance.now();
      const article = invented(i, labels);
      inventingMs += performance.now() - start;
      yield article;
    }
  }
  const start = performance.now();
  const answers = clusterArticles(articles());
  const ms = performance.now() - start - inventingMs;
  const { precision, recall, f1, templatesMerged } = storiesScore(answers, labels);
  console.log(
    `${size} invented texts: ${Math.round((size / ms) * 1000)} docs/s, ${((ms * 1000) / size).toFixed(1)} µs a text, ` +
      `${Math.round((process.memoryUsage().rss - before) / 2 ** 20)} MB more; ` +
      `P ${precision.toFixed(4)} R ${recall.toFixed(4)} F1 ${f1.toFixed(4)}, templates merged ${templatesMerged.toFixed(4)}`,
  );
}

const kit = process.env.WELLSPRING_EVAL;
if (kit) labelled(join(kit, 'stories'));
else console.error('WELLSPRING_EVAL names no folder: the labelled set is left out');
for (const size of options.grow.split(',').filter(Boolean)) growth(Number(size));
