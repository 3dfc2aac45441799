import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseAllDocuments, parseDocument } from 'yaml';
import { z } from 'zod';
import { serveApi } from '../../src/api/serve-api.ts';
import { usualProbesPort } from '../../src/api/serve-probes.ts';
import { processMetrics } from '../../src/app/process-metrics.ts';
import { loadSettings } from '../../src/settings.ts';
import { type SeededPortals, seededPortals } from '../seeded-portals.ts';

const deploy = fileURLToPath(new URL('../../docs/deploy/', import.meta.url));
const read = (name: string) => readFileSync(`${deploy}${name}`, 'utf8');
const promtool = spawnSync('promtool', ['--version']).status === 0;

const words = z.array(z.string());
const Compose = z.object({
  services: z.record(
    z.string(),
    z.object({
      image: z.string(),
      command: words.optional(),
      healthcheck: z.object({ test: words.min(2) }).optional(),
      depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
      volumes: words.default([]),
      configs: z.array(z.object({ source: z.string(), target: z.string() })).default([]),
      ports: words.default([]),
      deploy: z.object({ replicas: z.int() }).optional(),
      container_name: z.string().optional(),
      hostname: z.string().optional(),
    }),
  ),
  volumes: z.record(z.string(), z.unknown()),
  configs: z.record(z.string(), z.object({ content: z.string() })),
});

const probe = z.object({ httpGet: z.object({ path: z.string(), port: z.string() }) });
const Deployment = z.object({
  kind: z.literal('Deployment'),
  spec: z.object({
    template: z.object({
      spec: z.object({
        containers: z.array(
          z.object({
            name: z.string(),
            ports: z.array(z.object({ name: z.string(), containerPort: z.int() })),
            startupProbe: probe,
            livenessProbe: probe,
            readinessProbe: probe,
          }),
        ),
      }),
    }),
  }),
});

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

  describe('of compose', () => {
    const { services, volumes, configs } = Compose.parse(parseDocument(compose, { merge: true }).toJS());

    it('looks after the health of what others wait for, by commands of words', () => {
      // Unquoted, `answer.ok ? 0: 1` is a mapping to YAML, and compose refuses the whole file.
      const watched = Object.keys(services).filter((name) => services[name]?.healthcheck);
      expect(watched.sort()).toEqual(['api', 'mongo', 'prometheus', 'redis', 'scheduler', 'worker']);
    });

    it('waits only for what there is, and for health only where it is looked after', () => {
      for (const [name, { depends_on }] of Object.entries(services)) {
        for (const [other, { condition }] of Object.entries(depends_on)) {
          expect(services, name).toHaveProperty(other);
          if (condition === 'service_healthy')
            expect(services[other]?.healthcheck, `${other}, for ${name}`).toBeDefined();
        }
      }
    });

    it('mounts only volumes, files and configs that there are', () => {
      for (const { volumes: mounts, configs: read } of Object.values(services)) {
        for (const mount of mounts) {
          const [from = ''] = mount.split(':', 1);
          if (from.startsWith('.')) expect(existsSync(`${deploy}../../${from}`), mount).toBe(true);
          else expect(volumes).toHaveProperty(from);
        }
        for (const { source } of read) expect(configs).toHaveProperty(source);
      }
    });

    it('starts as many workers as are asked for: none has a name or a port of its own', () => {
      expect(services.worker).toMatchObject({ deploy: { replicas: 2 }, ports: [] });
      expect(services.worker?.container_name).toBeUndefined();
      expect(services.worker?.hostname).toBeUndefined();
      const ports = Object.values(services).flatMap((service) => service.ports);
      expect(ports.length).toBe(2);
      expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
    });

    it('asks for health by commands that do what they say', () => {
      for (const name of ['api', 'worker', 'scheduler']) {
        const test = services[name]?.healthcheck?.test ?? [];
        const asked = spawnSync(process.execPath, test.slice(2), { encoding: 'utf8' });
        expect(test.slice(0, 3)).toEqual(['CMD', 'node', '-e']);
        // Nobody listens there in this test, or a service that is ready: either is an answer, a wrong script is none.
        expect(asked.stderr).toBe('');
        expect([0, 1]).toContain(asked.status);
      }
    });
  });

  it('name only settings and metrics that there are', () => {
    const settings = [compose, kubernetes].flatMap(
      (text) => text.match(/\b(?:WELLSPRING_[A-Z0-9_]+|MONGODB_URI|REDIS_URL)\b/g) ?? [],
    );
    expect([...new Set(settings)].filter((name) => !known.has(name))).toEqual([]);
    expect(namesIn(kubernetes).filter((name) => !exposed.has(name))).toEqual([]);
    expect(namesIn(kubernetes).length).toBeGreaterThan(0);
  });

  it('ask every process for its health, where it answers when nothing else is set', () => {
    const { api } = loadSettings({ env: {}, file: 'no-such-file.yaml', flags: {} });
    const processes = parseAllDocuments(kubernetes).flatMap((part) => {
      const found = Deployment.safeParse(part.toJS());
      return found.success ? found.data.spec.template.spec.containers : [];
    });
    expect(processes.map(({ name }) => name)).toEqual(['scheduler', 'worker', 'api']);
    for (const { name, ports, startupProbe, livenessProbe, readinessProbe } of processes) {
      expect(ports, name).toEqual([
        name === 'api'
          ? { name: 'http', containerPort: api.port }
          : { name: 'probes', containerPort: usualProbesPort },
      ]);
      const port = ports[0]?.name;
      expect([startupProbe, livenessProbe, readinessProbe].map(({ httpGet }) => httpGet)).toEqual([
        { path: '/healthz', port },
        { path: '/healthz', port },
        { path: '/readyz', port },
      ]);
    }
    const { services, configs } = Compose.parse(parseDocument(compose, { merge: true }).toJS());
    for (const name of ['worker', 'scheduler'])
      expect(services[name]?.healthcheck?.test.at(-1)).toContain(`:${usualProbesPort}/readyz`);
    expect(configs.prometheus?.content).toContain(
      `names: [scheduler, worker], type: A, port: ${usualProbesPort}`,
    );
  });

  it('let nothing of the program be written, and run no process as root', () => {
    const containers = [...kubernetes.matchAll(/^ +image: registry/gm)].length;
    expect(kubernetes.match(/runAsNonRoot: true/g)).toHaveLength(containers);
    expect(kubernetes.match(/readOnlyRootFilesystem: true/g)).toHaveLength(containers);
  });
});
