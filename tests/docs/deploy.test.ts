import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseAllDocuments, parseDocument } from 'yaml';
import { serveApi } from '../../src/api/serve-api.ts';
import { processMetrics } from '../../src/app/process-metrics.ts';
import { type SeededPortals, seededPortals } from '../seeded-portals.ts';

const deploy = fileURLToPath(new URL('../../docs/deploy/', import.meta.url));
const read = (name: string) => readFileSync(`${deploy}${name}`, 'utf8');
const promtool = spawnSync('promtool', ['--version']).status === 0;

let seeded: SeededPortals;
let api: Awaited<ReturnType<typeof serveApi>>;
let exposed: ReadonlySet<string>;
beforeAll(async () => {
  seeded = await seededPortals();
  const counts = async () => ({ waiting: 1, running: 0, done: 2, dead: 0 });
  const hosts = async () => [{ robots: 'rules', closedUntil: null, requests: 3 }];
  const own = processMetrics().registry;
  api = await serveApi({
    ...seeded.served,
    ...{ version: 'test', dashboardFolder: null, metrics: { queue: { counts }, hosts, own } },
  });
  const text = await (await fetch(`${api.url}/metrics`)).text();
  exposed = new Set([...text.matchAll(/^# HELP (\S+)/gm)].map(([, name = '']) => name));
});
afterAll(async () => {
  await api.close();
  await seeded.close();
});

/** Names of ours, and of the process, in an expression. */
function namesIn(text: string): string[] {
  return [...text.matchAll(/\b(?:wellspring|process)_\w+/g)].map(([name]) =>
    name.replace(/_(?:bucket|count|sum)$/, ''),
  );
}

describe('what is watched', () => {
  it('is exposed: every metric of alerts and board', () => {
    const named = [...namesIn(read('alerts.yml')), ...namesIn(read('grafana-board.json'))];
    expect(named.length).toBeGreaterThan(20);
    expect([...new Set(named)].filter((name) => !exposed.has(name))).toEqual([]);
  });

  it('follows the conventions: base units, counters end in _total', () => {
    const odd = [...exposed].filter(
      (name) => name.startsWith('wellspring_') && /_(?:ms|minutes|kb|mb)$/.test(name),
    );
    expect(odd).toEqual([]);
  });

  it('has a run book for every alert', () => {
    const guide = readFileSync(`${deploy}../operations.md`, 'utf8');
    const headings = [...guide.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
      title
        .toLowerCase()
        .replace(/[^a-z0-9 -]/g, '')
        .replaceAll(' ', '-'),
    );
    const books = [...read('alerts.yml').matchAll(/operations\.md#([a-z-]+)/g)].map(
      ([, anchor = '']) => anchor,
    );
    expect(books.length).toBeGreaterThanOrEqual(8);
    expect(books.filter((anchor) => !headings.includes(anchor))).toEqual([]);
  });

  it.skipIf(!promtool)('is right by promtool, with and without faults', () => {
    const check = spawnSync('promtool', ['test', 'rules', `${deploy}alerts.test.yml`], { encoding: 'utf8' });
    expect(check.stderr + check.stdout).toContain('SUCCESS');
    expect(check.status).toBe(0);
  });
});

describe('the manifests', () => {
  const known = new Set(
    readFileSync(`${deploy}../../src/settings.ts`, 'utf8').match(
      /\b(?:WELLSPRING_[A-Z0-9_]+|MONGODB_URI|REDIS_URL)\b/g,
    ),
  );
  const compose = readFileSync(`${deploy}../../docker-compose.yml`, 'utf8');
  const kubernetes = read('kubernetes.yaml');

  it('are whole YAML, and each part of Kubernetes says what it is', () => {
    expect(parseDocument(compose, { merge: true }).errors).toEqual([]);
    const parts = parseAllDocuments(kubernetes);
    if (!Array.isArray(parts)) throw new Error('no documents');
    for (const part of parts) {
      expect(part.errors).toEqual([]);
      expect(part.toJS()).toMatchObject({
        apiVersion: expect.any(String),
        kind: expect.any(String),
        metadata: { name: expect.any(String) },
      });
    }
    const kinds = parts.map((part) => part.get('kind'));
    expect(kinds.filter((kind) => kind === 'Deployment')).toHaveLength(3);
  });

  it('name only settings and metrics that there are', () => {
    const settings = [compose, kubernetes].flatMap(
      (text) => text.match(/\b(?:WELLSPRING_[A-Z0-9_]+|MONGODB_URI|REDIS_URL)\b/g) ?? [],
    );
    expect([...new Set(settings)].filter((name) => !known.has(name))).toEqual([]);
    expect(namesIn(kubernetes).filter((name) => !exposed.has(name))).toEqual([]);
    expect(namesIn(kubernetes).length).toBeGreaterThan(0);
  });

  it('let nothing of the program be written, and run no process as root', () => {
    const containers = [...kubernetes.matchAll(/^ +image: registry/gm)].length;
    expect(kubernetes.match(/runAsNonRoot: true/g)).toHaveLength(containers);
    expect(kubernetes.match(/readOnlyRootFilesystem: true/g)).toHaveLength(containers);
  });
});
