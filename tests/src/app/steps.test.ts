import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openGuardedClient } from '../../../crawlers/fetch/guarded-client.ts';
import { openSteps } from '../../../src/app/steps.ts';
import { traceIdOf } from '../../../src/app/trace-exporter.ts';
import { watchedClient } from '../../../src/app/watched-work.ts';
import { openApp } from '../../../src/app.ts';
import { type DemoPortals, startDemoPortals } from '../../../src/demo/start-demo-portals.ts';
import { articleId } from '../../../src/model/article-id.ts';
import { Settings } from '../../../src/settings.ts';
import { cli, jsonLines } from '../../e2e/run-cli.ts';
import { freePort } from '../../services/free-port.ts';

const Span = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  name: z.string(),
  status: z.object({ code: z.number() }),
  attributes: z.array(z.object({ key: z.string(), value: z.record(z.string(), z.unknown()) })),
});
const Sent = z.object({
  resourceSpans: z.array(z.object({ scopeSpans: z.array(z.object({ spans: z.array(Span) })) })),
});
type Told = Omit<z.infer<typeof Span>, 'attributes'> & { attributes: Record<string, unknown> };

/** A collector as OTLP/HTTP knows it: what was sent to it. */
async function startCollector(): Promise<{ endpoint: string; spans: Told[]; close(): void }> {
  const spans: Told[] = [];
  const server = createServer(async (request, response) => {
    const sent = Sent.parse(JSON.parse(await text(request)));
    if (request.url !== '/v1/traces') throw new Error(`asked for ${request.url}`);
    for (const { scopeSpans } of sent.resourceSpans)
      for (const { attributes, ...span } of scopeSpans.flatMap((scope) => scope.spans)) {
        const values = attributes.map(({ key, value }) => [key, Object.values(value)[0]]);
        spans.push({ ...span, attributes: Object.fromEntries(values) });
      }
    response.setHeader('content-type', 'application/json').end('{}');
  });
  return { endpoint: await opened(server), spans, close: () => server.close() };
}

async function opened(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`;
}

describe('the steps of the service', () => {
  let folder: string;
  let collector: Awaited<ReturnType<typeof startCollector>>;
  let portals: DemoPortals;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'wellspring-steps-'));
    collector = await startCollector();
    portals = await startDemoPortals({ seed: 3, portals: 1, articlesPerPortal: 5 });
  });
  afterEach(async () => {
    await portals.close();
    collector.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const hosts = () => portals.portals.map(({ origin }) => new URL(origin).host);
  const crawl = { gapMs: 0 };

  it('are one trace a run, from the fetch to the match, with run, host and URL', async () => {
    const app = await openApp(
      Settings.parse({
        ...{ data: folder, sites: join(folder, 'none'), allow: hosts(), crawl },
        otlpEndpoint: `${collector.endpoint}/`,
      }),
    );
    const starts = portals.portals.map(({ startUrl }) => ({ url: startUrl, kind: 'page' as const }));
    const { runId } = await app.run({ starts }, () => undefined, new AbortController().signal);
    await app.close();

    const { spans } = collector;
    const named = (name: string) => spans.filter((span) => span.name === name);
    const parentsOf = (name: string) =>
      new Set(
        named(name).map(({ parentSpanId }) => spans.find(({ spanId }) => spanId === parentSpanId)?.name),
      );
    expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set([traceIdOf(runId)]));
    expect(new Set(spans.map(({ attributes }) => attributes['wellspring.run']))).toEqual(new Set([runId]));
    expect(named('crawl')).toHaveLength(1);
    expect(parentsOf('fetch')).toEqual(new Set(['crawl']));
    expect(parentsOf('parse')).toEqual(new Set(['ingest']));
    expect(parentsOf('match')).toEqual(new Set(['ingest']));
    expect(named('fetch')).toHaveLength(
      [...portals.requests.values()].reduce((sum, count) => sum + count, 0),
    );
    const [article] = portals.portals.flatMap(({ articles }) => articles);
    for (const name of ['fetch', 'parse', 'match'])
      expect(named(name).map(({ attributes }) => attributes)).toContainEqual(
        expect.objectContaining({
          'server.address': hosts()[0],
          'wellspring.url_id': articleId(article?.url ?? ''),
        }),
      );
    expect(named('fetch').map(({ attributes }) => attributes['wellspring.status'])).toContain(200);
  });

  it('tell a message that is delivered, and one that fails, without its address', async () => {
    const steps = await openSteps({ otlpEndpoint: collector.endpoint, log: 'text' });
    const receiver = createServer((_, response) => response.writeHead(500).end());
    const url = `${await opened(receiver)}/hooks/a-secret`;
    const client = watchedClient(openGuardedClient({ userAgent: 'test', allow: [new URL(url).host] }), steps);
    await client.post(url, { headers: {}, body: '{}', maxBytes: 100 });
    await expect(steps.step('ingest', {}, () => Promise.reject(new Error('no room')))).rejects.toThrow(
      'no room',
    );
    await client.close();
    await steps.close();
    receiver.close();
    expect(collector.spans).toMatchObject([
      { name: 'deliver', status: { code: 0 }, attributes: { 'server.address': new URL(url).host } },
      { name: 'ingest', status: { code: 2 } },
    ]);
    expect(collector.spans[0]?.attributes['wellspring.status']).toBe(500);
    expect(JSON.stringify(collector.spans)).not.toContain('a-secret');
  });

  it('go on, and end soon, where the collector is away', async () => {
    const steps = await openSteps({ otlpEndpoint: `http://127.0.0.1:${await freePort()}`, log: 'text' });
    expect(await steps.step('parse', {}, async () => 7)).toBe(7);
    const startedAt = performance.now();
    await steps.close();
    expect(performance.now() - startedAt).toBeLessThan(4_000);
  });

  it('are lines of JSON with run, host and URL where the settings ask for them', async () => {
    const starts = portals.portals.map(({ startUrl }) => startUrl);
    const settings = { WELLSPRING_LOG: 'json', WELLSPRING_GAP_MS: '0' };
    const { err } = await cli(['crawl', ...starts, '--allow', hosts().join(','), '--json'], {
      data: folder,
      settings,
    });
    const lines = jsonLines(
      err
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .join('\n'),
    );
    const [article] = portals.portals.flatMap(({ articles }) => articles);
    const urlId = articleId(article?.url ?? '');
    for (const msg of ['fetch', 'parse', 'match'])
      expect(lines).toContainEqual(
        expect.objectContaining({
          msg,
          level: 'info',
          host: hosts()[0],
          urlId,
          run: expect.stringMatching(/^20/),
        }),
      );
  });

  it('cost nothing where nobody looks on: their libraries are read by one file each, and only when asked for', async () => {
    expect((await openSteps({ log: 'text' })).watched).toBe(false);
    const src = new URL('../../../src/', import.meta.url);
    const importing = (what: RegExp) =>
      readdirSync(src, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts') && what.test(readFileSync(new URL(name, src), 'utf8')))
        .sort();
    expect(importing(/from '@opentelemetry\//)).toEqual(['app/trace-exporter.ts']);
    expect(importing(/from 'pino'/)).toEqual(['app/json-log.ts']);
    expect(importing(/^import .*(?:trace-exporter|json-log)\.ts'/m)).toEqual([]);
  });
});
