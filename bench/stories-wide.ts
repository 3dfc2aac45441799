// How story matching stands many kinds of change and of templates, one by one.
//
//   WELLSPRING_EVAL=DIR node bench/stories-wide.ts [--part tune|report] [--dump FILE] [--list KIND]
//
// Base texts: the originals and single texts of the labelled set, of one half by story. Each kind changes up to 120 of
// them (first those in Chinese, Japanese and Korean, which are few), each template gives 150 texts. Kinds of `tune`
// chose the weights; those of `report` are others, on the other half.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { type ClusterInput, clusterArticles } from '../src/stories/cluster-articles.ts';
import { halfOf, type Label, storiesScore } from './stories-score.ts';
import { random } from './stories-texts.ts';
import { type Change, shuffled, type Template } from './story-kinds/kinds.ts';
import { spellingsToReport, spellingsToTune } from './story-kinds/spelling.ts';
import { structuresToReport, structuresToTune } from './story-kinds/structure.ts';
import { templatesToReport, templatesToTune } from './story-kinds/templates.ts';
import { wordingsToReport, wordingsToTune } from './story-kinds/wording.ts';

const { values: options } = parseArgs({
  options: {
    part: { type: 'string', default: 'report' },
    list: { type: 'string' },
    dump: { type: 'string' },
    each: { type: 'string', default: '120' },
    made: { type: 'string', default: '150' },
  },
});
const tuning = options.part === 'tune';
const changes: Readonly<Record<string, Change>> = tuning
  ? { ...spellingsToTune, ...wordingsToTune, ...structuresToTune }
  : { ...spellingsToReport, ...wordingsToReport, ...structuresToReport };
const templates: Readonly<Record<string, Template>> = tuning ? templatesToTune : templatesToReport;

const Input = z.object({
  id: z.string(),
  site: z.string(),
  title: z.string().nullable(),
  body: z.string(),
  language: z.string().nullable(),
});
const Labels = z.record(
  z.string(),
  z.object({ storyId: z.string(), relation: z.string(), perturbations: z.array(z.string()) }),
);

type Base = z.infer<typeof Input> & { title: string };

function bases(folder: string): Base[] {
  const labels = Labels.parse(JSON.parse(readFileSync(join(folder, 'labels.json'), 'utf8')));
  return gunzipSync(readFileSync(join(folder, 'articles.ndjson.gz')))
    .toString('utf8')
    .trim()
    .split('\n')
    .map((line) => Input.parse(JSON.parse(line)))
    .flatMap(({ title, ...rest }) => {
      const label = labels[rest.id];
      const isBase =
        label &&
        (label.relation === 'original' || label.relation === 'unique') &&
        !label.perturbations.some((kind) => kind.startsWith('template:')) &&
        halfOf(label.storyId) === (tuning ? 0 : 1);
      return isBase && title && rest.body.length > 150 ? [{ ...rest, title }] : [];
    });
}

const east = /^(?:zh|ja|ko)/;

function corpus(texts: readonly Base[]) {
  const articles: ClusterInput[] = [];
  const labels = new Map<string, Label>();
  const eastern = new Set(texts.filter(({ language }) => east.test(language ?? '')).map(({ id }) => id));
  const add = (article: ClusterInput, label: Label) => {
    articles.push(article);
    labels.set(article.id, label);
  };
  for (const text of texts) {
    add(text, { storyId: text.id, relation: 'original', perturbations: [] });
  }
  Object.entries(changes).forEach(([kind, change], k) => {
    const next = random(1000 + k);
    const order = [
      ...shuffled(
        texts.filter(({ id }) => eastern.has(id)),
        next,
      ),
      ...shuffled(
        texts.filter(({ id }) => !eastern.has(id)),
        next,
      ),
    ];
    let count = 0;
    for (const { id, title, body } of order) {
      const changed = change({ title, body }, next);
      if (changed === null || changed.body === '') continue;
      const of = eastern.has(id) ? [kind, `${kind} (zh ja ko)`] : [kind];
      add(
        { id: `${id}~${k}`, site: `copier${k % 9}.example`, ...changed },
        { storyId: id, relation: 'copy', perturbations: of },
      );
      if (++count >= Number(options.each)) break;
    }
  });
  Object.entries(templates).forEach(([kind, template], k) => {
    const seen = new Set<string>();
    for (let i = 0; i < Number(options.made); i++) {
      const id = `${kind}~${i}`;
      const text = template(random(7_000 + k * 1_000 + i));
      // Two that draw the same words are the same text.
      if (seen.has(text.body)) continue;
      seen.add(text.body);
      add(
        { id, site: `maker${i % 7}.example`, ...text },
        { storyId: id, relation: 'unique', perturbations: [`template:${kind}`] },
      );
    }
  });
  return { articles, labels };
}

const folder = process.env.WELLSPRING_EVAL;
if (!folder) throw new RangeError('WELLSPRING_EVAL names no folder');
const { articles, labels } = corpus(bases(join(folder, 'stories')));
if (options.dump) writeFileSync(options.dump, JSON.stringify({ articles, labels: [...labels] }));
const kindOf = (id: string) => labels.get(id)?.perturbations[0];
const isBase = (id: string) => kindOf(id) === undefined;
const isMade = (id: string) => kindOf(id)?.startsWith('template:') === true;

// Each kind alone with the base texts, so that no copy is found by way of another one.
const recalls: [string, number][] = [];
const missed: string[] = [];
let [found, wanted] = [0, 0];
for (const kind of Object.keys(changes)) {
  const some = articles.filter(({ id }) => isBase(id) || kindOf(id) === kind);
  const storyOf = new Map(clusterArticles(some).map(({ id, storyId }) => [id, storyId]));
  for (const name of [kind, `${kind} (zh ja ko)`]) {
    const copies = some.filter(({ id }) => labels.get(id)?.perturbations.includes(name));
    const right = copies.filter(({ id }) => storyOf.get(id) === storyOf.get(labels.get(id)?.storyId ?? ''));
    if (copies.length > 0) recalls.push([`${name}, of ${copies.length}`, right.length / copies.length]);
    if (name !== kind) continue;
    found += right.length;
    wanted += copies.length;
    if (kind === options.list)
      missed.push(...copies.filter((copy) => !right.includes(copy)).map(({ id }) => id));
  }
}

const answers = clusterArticles(articles.filter(({ id }) => isBase(id) || isMade(id)));
const all = storiesScore(clusterArticles(articles), labels);
const { templatesMerged } = storiesScore(answers, labels);
console.log(
  `${articles.length} articles, ${Object.keys(changes).length} kinds of change, ${Object.keys(templates).length} templates`,
);
console.log(
  `all at once: P ${all.precision.toFixed(4)} R ${all.recall.toFixed(4)} F1 ${all.f1.toFixed(4)}; ` +
    `each kind alone: recall ${(found / wanted).toFixed(4)}; templates merged ${templatesMerged.toFixed(4)}`,
);
for (const [kind, share] of recalls.sort((a, b) => a[1] - b[1]))
  console.log(`  recall ${share.toFixed(3)}  ${kind}`);

const stories = new Map<string, string[]>();
for (const { id, storyId } of answers) stories.set(storyId, [...(stories.get(storyId) ?? []), id]);
for (const kind of Object.keys(templates)) {
  const made = [...labels].filter(([, { perturbations }]) => perturbations.includes(`template:${kind}`));
  const storyOf = new Map(answers.map(({ id, storyId }) => [id, storyId]));
  const merged = made.filter(([id]) => (stories.get(storyOf.get(id) ?? '')?.length ?? 0) > 1);
  console.log(`  merged ${(merged.length / made.length).toFixed(3)} of ${made.length}  ${kind}`);
}
for (const id of missed) {
  const copy = articles.find((article) => article.id === id);
  console.log(id, `${copy?.title} | ${copy?.body.length} | ${copy?.body.slice(0, 200)}`);
}
