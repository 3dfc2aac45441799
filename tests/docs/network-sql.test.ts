import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { countCharacters } from '../../src/stories/count-characters.ts';
import { siteFigures } from '../../src/stories/site-figures.ts';
import { siteNetwork } from '../../src/stories/site-network.ts';
import { type SeededPortals, seededPortals } from '../seeded-portals.ts';

const sql = readFileSync(fileURLToPath(new URL('../../docs/network.sql', import.meta.url)), 'utf8');
/** The views, and each question by the word that its comment begins with. */
const [views = ''] = sql.split(/^-- Figures:/m);
const question = (name: string) => new RegExp(`^-- ${name}:[^]*?;`, 'm').exec(sql)?.[0] ?? '';

describe('docs/network.sql', () => {
  let portals: SeededPortals;
  let db: DatabaseSync;
  beforeAll(async () => {
    portals = await seededPortals();
    db = new DatabaseSync(':memory:');
    db.exec('CREATE TABLE line (json TEXT)');
    const add = db.prepare('INSERT INTO line VALUES (?)');
    for await (const article of portals.store.export({ type: 'everything' }))
      add.run(JSON.stringify(article));
    db.exec(views);
  });
  afterAll(async () => {
    db.close();
    await portals.close();
  });
  const rows = () =>
    portals.articles.map(({ body, ...article }) => ({ ...article, characters: countCharacters(body) }));

  it('computes the figures of the sites again', () => {
    const found = db.prepare(question('Figures')).all();
    expect(found.map((row) => ({ ...row }))).toEqual(siteFigures(rows(), 60).sites);
  });

  it('computes the overlap again', () => {
    const Pair = z.object({ a: z.string(), b: z.string(), stories: z.number() });
    const found = new Map(
      db
        .prepare(question('Overlap'))
        .all()
        .map((row) => Pair.parse(row))
        .map(({ a, b, stories }) => [`${a} ${b}`, stories]),
    );
    const { sites, shared } = siteFigures(rows(), 60).overlap;
    expect(sites.map((a) => sites.map((b) => found.get(`${a} ${b}`) ?? 0))).toEqual(shared);
  });

  it('finds the pairs that edges name for their templates', () => {
    const found = db.prepare(question('Templates')).all();
    const edges = siteNetwork(portals.articles).edges.filter(({ reasons }) =>
      reasons.some(({ kind }) => kind === 'template'),
    );
    expect(edges.length).toBeGreaterThan(0);
    expect(found.map(({ a, b }) => `${a} ${b}`)).toEqual(
      expect.arrayContaining(edges.map(({ a, b }) => `${a} ${b}`)),
    );
  });
});
