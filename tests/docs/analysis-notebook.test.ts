import { spawnSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { NetworkAnswer } from '../../src/api/network-answer.ts';
import { serveApi } from '../../src/api/serve-api.ts';
import { exportArticles } from '../../src/export/export-articles.ts';
import { type SeededPortals, seededPortals } from '../seeded-portals.ts';
import { pythonWith } from '../services/python-with.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

const Notebook = z.object({
  cells: z.array(z.object({ cell_type: z.string(), source: z.array(z.string()) })),
});
const Printed = z.object({
  note: z.record(z.string(), z.string()),
  sites: z.array(z.string()),
  overlap: z.array(z.array(z.number())),
  lag: z.record(z.string(), z.object({ median: z.number().nullable(), articles: z.number() })),
});

describe('the notebook of docs/analysis.md', () => {
  const found = pythonWith('duckdb');
  const folder = mkdtempSync(join(tmpdir(), 'wellspring-notebook-'));
  let portals: SeededPortals;
  beforeAll(async () => {
    portals = await seededPortals();
  });
  afterAll(async () => {
    await portals.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is shown without results of somebody else’s run', () => {
    const notebook = z
      .object({ cells: z.array(z.looseObject({ outputs: z.array(z.unknown()).optional() })) })
      .parse(JSON.parse(readFileSync(join(root, 'docs/analysis.ipynb'), 'utf8')));
    expect(notebook.cells.flatMap(({ outputs = [] }) => outputs)).toEqual([]);
  });

  it.skipIf(found === null)(
    'gives the overlap matrix and the lags of /v1/network from an export',
    async () => {
      const file = join(folder, 'it’s all.parquet');
      const note = { query: '*', exportedAt: '2026-03-01T10:00:00.000Z', version: '1.2.3' };
      const articles = portals.served.store.export({ type: 'everything' });
      await pipeline(exportArticles(articles, 'parquet', note), createWriteStream(file));

      const { cells } = Notebook.parse(JSON.parse(readFileSync(join(root, 'docs/analysis.ipynb'), 'utf8')));
      const code = cells.filter(({ cell_type }) => cell_type === 'code').map(({ source }) => source.join(''));
      const told =
        'import json; print("\\n" + json.dumps(dict(note=note, sites=sites, overlap=overlap, lag=lag)))';
      const run = spawnSync(found ?? '', ['-c', [...code, told].join('\n\n')], {
        env: { ...process.env, ARTICLES: file },
        encoding: 'utf8',
      });
      expect(run.stderr).toBe('');
      const printed = Printed.parse(JSON.parse(run.stdout.trimEnd().split('\n').at(-1) ?? ''));

      const api = await serveApi({ ...portals.served, version: '1.2.3', dashboardFolder: null });
      const network = NetworkAnswer.parse(await (await fetch(`${api.url}/v1/network`)).json());
      await api.close();
      expect(printed.note).toEqual(note);
      expect(printed.sites).toEqual(network.overlap.sites);
      expect(printed.overlap).toEqual(network.overlap.shared);
      expect(Math.max(...printed.overlap.flat())).toBeGreaterThan(1);
      expect(Object.keys(printed.lag).toSorted()).toEqual(network.sites.map(({ site }) => site).toSorted());
      for (const { site, medianLagDays, articles: count } of network.sites) {
        expect(printed.lag[site]).toMatchObject({ median: medianLagDays, articles: count });
      }
    },
  );
});
