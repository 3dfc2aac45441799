import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import { parseQuery } from '../src/query/parse-query.ts';
import type { ArticleStore } from '../src/store/article-store.ts';
import { openSqliteStore } from '../src/store/sqlite/open-sqlite-store.ts';
import { type Question, questions } from './query/questions.ts';
import { seedMongo } from './query/seed-mongo.ts';
import { seedSqlite } from './query/seed-sqlite.ts';

// How long searches take: `node bench/query.ts 100000` for SQLite, with --mongodb URI for MongoDB.
// --data FOLDER keeps what was seeded for the next time; --each N questions of each kind; --without-plain leaves out
// what FTS5 is asked by hand, which takes long on a large store; --written changes the store before each question, as a
// crawl does, so that nothing that is kept until the store changes helps (SQLite).
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: 'string' },
    mongodb: { type: 'string' },
    each: { type: 'string', default: '20' },
    'without-plain': { type: 'boolean', default: false },
    written: { type: 'boolean', default: false },
  },
});
const total = Number(positionals[0] ?? 100_000);
const asked = questions(total, Number(values.each));
const say = (line: string) => process.stderr.write(`${line}\n`);
const LIMIT = 20;

type Way = { name: string; ask(question: Question): Promise<unknown> | unknown };
type Times = { wall: number[]; cpu: number[] };

function ways(store: ArticleStore): Way[] {
  const search = (sort: 'relevance' | 'newest', collapse: boolean) => (question: Question) =>
    store.search({ query: parseQuery(question.q), limit: LIMIT, cursor: null, sort, collapse });
  return [
    { name: 'search, ranked', ask: search('relevance', false) },
    { name: 'search, by date', ask: search('newest', false) },
    { name: 'search, one a story', ask: search('relevance', true) },
    { name: 'facets', ask: ({ q }) => store.facets(parseQuery(q)) },
    {
      name: 'histogram',
      ask: ({ q }) => Promise.all([store.seenTimes(parseQuery(q)), store.seenTimes({ type: 'everything' })]),
    },
  ];
}

/** The same index, asked as FTS5 is asked by hand: rank all, count all, join and group all. */
function plainWays(file: string): Way[] {
  const db = new DatabaseSync(file, { readOnly: true });
  db.exec('PRAGMA cache_size = -32768; PRAGMA mmap_size = 268435456; PRAGMA temp_store = MEMORY');
  const from = ({ match, where }: Question) =>
    match === null
      ? { sql: `FROM article a WHERE ${where}`, given: [] }
      : {
          sql: `FROM article_text ${where === '1' ? '' : 'CROSS JOIN article a ON a.n = article_text.rowid'}
            WHERE article_text MATCH ? AND ${where}`,
          given: [match],
        };
  const joined = (question: Question) => from({ ...question, where: `${question.where} AND a.n > 0` });
  const hits = (question: Question, order: string) => {
    const { sql, given } = from(question);
    const n = question.match === null ? 'a.n' : 'article_text.rowid';
    const keys = db.prepare(`SELECT ${n} AS n ${sql} ORDER BY ${order} LIMIT ${LIMIT}`).all(...given);
    const json = db.prepare('SELECT json FROM article_json WHERE n = ?');
    for (const { n } of keys) JSON.parse(String(json.get(Number(n))?.json));
    return db.prepare(`SELECT count(*) ${sql}`).get(...given);
  };
  return [
    {
      name: 'search, ranked',
      ask: (question) => hits(question, question.match === null ? 'a.n DESC' : 'rank'),
    },
    {
      name: 'search, by date',
      ask: (question) => hits(question, question.match === null ? 'a.n DESC' : 'article_text.rowid DESC'),
    },
    {
      name: 'facets',
      ask: (question) => {
        const { sql, given } = joined(question);
        return ['site', 'language', 'verdict', 'relation', 'day'].map((field) =>
          db.prepare(`SELECT a.${field}, count(*) AS count ${sql} GROUP BY 1 ORDER BY 2 DESC`).all(...given),
        );
      },
    },
    {
      name: 'histogram',
      ask: (question) => {
        const { sql, given } = joined(question);
        return db.prepare(`SELECT substr(a.first_seen, 1, 13), count(*) ${sql} GROUP BY 1`).all(...given);
      },
    },
  ];
}

async function measure(ways: readonly Way[], before = () => {}): Promise<Map<string, Map<string, Times>>> {
  const found = new Map<string, Map<string, Times>>();
  for (const way of ways) {
    const byKind = new Map<string, Times>();
    found.set(way.name, byKind);
    // Warm caches: every question is asked once before.
    for (const question of asked) await way.ask(question);
    for (const question of asked) {
      const times = byKind.get(question.kind) ?? { wall: [], cpu: [] };
      byKind.set(question.kind, times);
      before();
      const cpu = process.threadCpuUsage();
      const start = performance.now();
      await way.ask(question);
      times.wall.push(performance.now() - start);
      const used = process.threadCpuUsage(cpu);
      times.cpu.push((used.user + used.system) / 1_000);
    }
    say(`${way.name}: done`);
  }
  return found;
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

function line(name: string, { wall, cpu }: Times): string {
  const figures = [
    percentile(wall, 0.5),
    percentile(wall, 0.99),
    percentile(cpu, 0.5),
    percentile(cpu, 0.99),
  ];
  return `| ${name.padEnd(38)} | ${figures.map((ms) => ms.toFixed(1).padStart(9)).join(' | ')} |`;
}

function table(title: string, found: Map<string, Map<string, Times>>, kinds: boolean): void {
  console.log(`\n${title}, ${total} articles, ${asked.length} questions\n`);
  console.log(`| ${''.padEnd(38)} | p50 ms    | p99 ms    | p50 CPU   | p99 CPU   |`);
  for (const [name, byKind] of found) {
    const all = [...byKind.values()];
    console.log(line(name, { wall: all.flatMap(({ wall }) => wall), cpu: all.flatMap(({ cpu }) => cpu) }));
    if (kinds) for (const [kind, times] of byKind) console.log(line(`  ${kind}`, times));
  }
}

if (values.mongodb) {
  const store = await seedMongo(values.mongodb, total, say);
  table('MongoDB (time of the asker; the server computes elsewhere)', await measure(ways(store)), true);
  await store.close();
} else {
  const folder = values.data ?? join(tmpdir(), `wellspring-bench-query-${total}`);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'wellspring.sqlite');
  seedSqlite(file, total, say);
  const store = await openSqliteStore({ file });
  const writer = new DatabaseSync(file, { timeout: 5_000 });
  const write = () => writer.exec('UPDATE feed SET last_seq = last_seq');
  table('Wellspring on SQLite', await measure(ways(store), values.written ? write : undefined), true);
  writer.close();
  await store.close();
  if (!values['without-plain']) {
    table('The same FTS5 index, asked by hand', await measure(plainWays(file)), true);
  }
}
