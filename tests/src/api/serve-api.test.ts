import { once } from 'node:events';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ArticleRow, FacetCounts, Problem, StoryDetail, UrlPage } from '../../../src/api/answers.ts';
import { serveApi } from '../../../src/api/serve-api.ts';
import { cursorOf } from '../../../src/changes/cursor.ts';
import { ChangeEvent, PublicArticle } from '../../../src/model/change-event.ts';
import { type SeededPortals, seededPortals } from '../../seeded-portals.ts';

let portals: SeededPortals;
let api: Awaited<ReturnType<typeof serveApi>>;

beforeAll(async () => {
  portals = await seededPortals();
  api = await serveApi({ ...portals.served, version: '1.2.3', dashboardFolder: null, heartbeatMs: 50 });
});
afterAll(async () => {
  await api?.close();
  await portals?.close();
});

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${api.url}${path}`, { headers, redirect: 'manual' });
const json = async <T>(path: string, shape: z.ZodType<T>): Promise<T> => {
  const answer = await get(path);
  expect(answer.headers.get('content-type')).toContain('application/json');
  return shape.parse(await answer.json());
};
const problem = async (path: string, headers: Record<string, string> = {}): Promise<Problem> => {
  const answer = await get(path, headers);
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  const body = Problem.parse(await answer.json());
  expect(body.status).toBe(answer.status);
  return body;
};
const Articles = z.object({
  articles: z.array(ArticleRow.strict()),
  next: z.string().nullable(),
  total: z.int(),
  totalIs: z.literal('exact'),
  among: z.null(),
  asOf: z.null(),
});

describe('the routes of articles', () => {
  it('find articles with highlights and the number of copies, without provenance', async () => {
    const { articles, total } = await json('/v1/articles?q=title:lighthouses&limit=100', Articles);
    expect(total).toBe(8);
    expect(articles.map(({ copies }) => copies)).toEqual(Array(8).fill(8));
    expect(articles[0]?.highlights[0]).toContain('\u{E000}lighthouses\u{E001}');
  });

  it('give everything where no query is named, page by page', async () => {
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await json(`/v1/articles?limit=6&sort=oldest${cursor}`, Articles);
      expect(page.total).toBe(portals.articles.length);
      seen.push(...page.articles.map(({ id }) => id));
      cursor = page.next === null ? '' : `&cursor=${encodeURIComponent(page.next)}`;
    } while (cursor !== '');
    expect(seen.toSorted()).toEqual(portals.articles.map(({ id }) => id).toSorted());
  });

  it('give one article a story when collapsed', async () => {
    const { articles, total } = await json('/v1/articles?q=lamps&collapse=true', Articles);
    expect(total).toBe(1);
    expect(articles[0]?.relation).toBe('original');
  });

  it('give one article, its provenance, its revisions and its observations', async () => {
    const article = portals.lamps.members[0];
    const path = `/v1/articles/${article?.id}`;
    expect(await json(path, PublicArticle.strict())).toMatchObject({ title: article?.title });
    const rows = await json(`${path}/provenance`, z.object({ provenance: z.array(z.unknown()) }));
    expect(rows.provenance).toEqual(article?.provenance);
    expect(await json(`${path}/revisions`, z.unknown())).toEqual({ revisions: [] });
    expect(await json(`${path}/observations`, z.unknown())).toMatchObject({
      observations: [
        {
          reactions: [
            { label: 'veryGood!', count: 15 },
            { label: 'Sad', count: null },
          ],
        },
      ],
    });
  });

  it('count the values of each field', async () => {
    const facets = await json('/v1/facets?q=lamps', FacetCounts);
    expect(facets.relation).toEqual([
      { value: 'copy', count: 7 },
      { value: 'original', count: 1 },
    ]);
    const { articles } = await json('/v1/articles?sort=newest&limit=200', Articles);
    for (const { value, name } of facets.site)
      expect(name, value).toBe(articles.find(({ site }) => site === value)?.siteName ?? null);
  });

  it('give the archived page as plain text in a sandbox, never as live HTML', async () => {
    const article = portals.lamps.members[0];
    const answer = await get(`/v1/articles/${article?.id}/snapshot`);
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-security-policy')).toContain('sandbox');
    expect(answer.headers.get('link')).toBe(`<${article?.url}>; rel="original"`);
    expect(await answer.text()).toContain('<script>alert(1)</script>');
  });

  it.each(['', '/provenance', '/revisions', '/observations', '/snapshot'])(
    'say not-found for an unknown article%s',
    async (rest) => {
      expect(await problem(`/v1/articles/${'0'.repeat(32)}${rest}`)).toMatchObject({
        status: 404,
        code: 'not-found',
      });
    },
  );
});

describe('the routes of stories', () => {
  it('list stories with at least so many members', async () => {
    const Stories = z.object({
      stories: z.array(z.object({ members: z.array(z.string()) })),
      next: z.null(),
    });
    const all = await json('/v1/stories', Stories);
    expect(all.stories).toHaveLength(portals.stories.length);
    const copied = await json('/v1/stories?minCopies=3', Stories);
    expect(copied.stories.map(({ members }) => members.length).toSorted()).toEqual([3, 4, 8]);
  });

  it('give a story with its members by first sight', async () => {
    const { story } = portals.lamps;
    const found = await json(`/v1/stories/${story.id}`, StoryDetail.strict());
    expect(found.articles.map(({ id }) => id)).toEqual(story.members);
  });

  it('lead from a merged story to the one that took it in', async () => {
    const answer = await get(`/v1/stories/${portals.mergedStoryId}`);
    expect(answer.status).toBe(308);
    expect(answer.headers.get('location')).toBe(`/v1/stories/${portals.lamps.story.id}`);
    expect(await problem('/v1/stories/none')).toMatchObject({ status: 404, code: 'not-found' });
  });
});

describe('the routes of the collection', () => {
  it('give the sites', async () => {
    const { sites } = await json('/v1/sites', z.object({ sites: z.array(z.object({ site: z.string() })) }));
    expect(sites).toHaveLength(8);
  });

  it('give URLs by outcome and host with their reasons, and the count of each outcome', async () => {
    const robots = await json('/v1/urls?outcome=robots', UrlPage);
    expect(robots.urls.map(({ reason }) => reason)).toEqual(['robots.txt line 3: Disallow: /e/']);
    expect(robots.outcomes).toMatchObject({ stored: portals.articles.length, robots: 1, timeout: 1 });
    const host = await json('/v1/urls?host=harbour.example', UrlPage);
    expect(new Set(host.urls.map((url) => url.host))).toEqual(new Set(['harbour.example']));
  });

  it('give one URL, or none', async () => {
    const url = portals.articles[0]?.url ?? '';
    expect((await json(`/v1/urls?url=${encodeURIComponent(url)}`, UrlPage)).urls).toMatchObject([{ url }]);
    expect((await json('/v1/urls?url=https://none.example/', UrlPage)).urls).toEqual([]);
  });

  it.each([
    ['ndjson', 'application/x-ndjson', '{"kind":"article"'],
    ['csv', 'text/csv; charset=utf-8; header=present', 'id,revision,'],
    ['parquet', 'application/vnd.apache.parquet', 'PAR1'],
  ])('export as %s', async (format, type, start) => {
    const answer = await get(`/v1/export?q=lamps&format=${format}`);
    expect(answer.headers.get('content-type')).toBe(type);
    expect(answer.headers.get('content-disposition')).toMatch(new RegExp(`^attachment; .*\\.${format}"$`));
    expect((await answer.text()).startsWith(start)).toBe(true);
  });
});

describe('the feed of changes', () => {
  const Line = z.intersection(z.object({ cursor: z.string() }), ChangeEvent);
  const page = async (query: string) => {
    const answer = await get(`/v1/changes?${query}`);
    expect(answer.status).toBe(200);
    const lines = (await answer.text()).split('\n').filter((line) => line !== '');
    const events = lines.map((line) => Line.parse(JSON.parse(line)));
    return { events, cursor: answer.headers.get('wellspring-cursor') ?? '' };
  };

  it('gives every change once and in order, page by page', async () => {
    const seqs: number[] = [];
    let cursor = cursorOf(0);
    for (let events = 1; events > 0; ) {
      const read = await page(`since=${cursor}&limit=7`);
      seqs.push(...read.events.map(({ seq }) => seq));
      expect(read.cursor).toBe(read.events.at(-1)?.cursor ?? cursor);
      ({ cursor } = read);
      events = read.events.length;
    }
    const last = await portals.store.lastSeq();
    expect(seqs).toEqual(Array.from({ length: last }, (_, i) => i + 1));
  });

  it('waits for a change and gives it as soon as it is there', async () => {
    const last = await portals.store.lastSeq();
    const answer = page(`since=${cursorOf(last)}&wait=30`);
    await portals.store.remove(portals.articles.at(-1)?.id ?? '', 'asked for', '2025-05-03T00:00:00.000Z');
    expect((await answer).events[0]).toMatchObject({ seq: last + 1, type: 'article.removed' });
  });

  it('refuses a cursor that is none, and one that stands after the end of the feed', async () => {
    expect(await problem('/v1/changes?since=abc')).toMatchObject({ status: 400, code: 'invalid-cursor' });
    expect(await problem(`/v1/changes?since=${cursorOf(1_000_000)}`)).toMatchObject({
      status: 410,
      code: 'cursor-ahead',
    });
  });

  it('streams from Last-Event-ID on, and gives signs of life in between', async () => {
    const last = await portals.store.lastSeq();
    const stop = new AbortController();
    const answer = await fetch(`${api.url}/v1/changes/stream`, {
      headers: { 'last-event-id': cursorOf(last - 2) },
      signal: stop.signal,
    });
    expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (!text.includes(': still here')) text += (await reader?.read())?.value ?? '';
    stop.abort();
    const ids = [...text.matchAll(/^id: (.*)\nevent: /gm)].map(([, id]) => id);
    expect(ids).toEqual([cursorOf(last - 1), cursorOf(last)]);
    expect(text).toMatch(/^retry: 2000\n\nid: .*\nevent: .*\ndata: \{.*\}\n\n/);
  });
});

describe('wrong questions', () => {
  it.each([
    ['/v1/articles?q=', 'query', { position: 1 }],
    ['/v1/articles?q=a%20AND', 'query', { position: 6, found: 'the end of the query' }],
    ['/v1/facets?q=colour:red', 'query', { position: 1 }],
    ['/v1/export?q=(', 'query', { position: 2 }],
    ['/v1/articles?limit=0', 'invalid-request', { errors: [{ name: 'limit' }] }],
    ['/v1/articles?limit=many', 'invalid-request', {}],
    ['/v1/articles?q=a&q=b', 'invalid-request', { errors: [{ name: 'q' }] }],
    ['/v1/articles?limt=5', 'invalid-request', { errors: [{ name: 'limt' }] }],
    ['/v1/articles?cursor=abc', 'invalid-cursor', {}],
    ['/v1/stories?cursor=abc', 'invalid-cursor', {}],
    ['/v1/urls?outcome=fine', 'invalid-request', {}],
    ['/v1/export?format=xlsx', 'invalid-request', {}],
    ['/v1/changes?wait=61', 'invalid-request', {}],
    ['/v1/articles/%ZZ', 'invalid-request', {}],
  ])('%s is a %s problem', async (path, code, more) => {
    expect(await problem(path)).toMatchObject({ status: 400, code, ...more });
  });

  it('a cursor of another question does not fit', async () => {
    const { next } = await json('/v1/articles?limit=1', Articles);
    expect(await problem(`/v1/articles?q=lamps&cursor=${next}`)).toMatchObject({ code: 'invalid-cursor' });
  });

  it('a query of 10,000 words gets an answer', async () => {
    expect(await problem(`/v1/articles?q=${'a+'.repeat(5_000)}`)).toMatchObject({ code: 'query' });
  });

  it('a name in the path may be as long as an address is, and no longer than that', async () => {
    const answer = await fetch(`${api.url}/v1/articles/${'%25E6%25B4%25AA'.repeat(40)}`);
    expect(answer.status).toBe(400);
    const longer = await fetch(`${api.url}/v1/articles/${'a'.repeat(20_001)}`);
    expect(longer.status).toBe(414);
    expect(await longer.json()).toMatchObject({ code: 'invalid-request', status: 414 });
  });

  it('an unknown address is not found', async () => {
    expect(await problem('/v2/articles')).toMatchObject({ status: 404, code: 'not-found' });
  });
});

describe('who may read', () => {
  const hostHeader = async (url: string, host: string): Promise<number | undefined> => {
    const asked = request(url, { headers: { host } }).end();
    const [answer] = await once(asked, 'response');
    answer.resume();
    return answer.statusCode;
  };

  it('without a key, only whoever asks by a loopback name (no DNS rebinding)', async () => {
    expect(await hostHeader(`${api.url}/v1/sites`, 'attacker.example')).toBe(421);
    expect(await hostHeader(`${api.url}/v1/sites`, 'localhost:1')).toBe(200);
    expect(await hostHeader(`${api.url}/v1/sites`, '[::1]')).toBe(200);
  });

  it('with a key, only who sends it; health and description stay open', async () => {
    const locked = await serveApi({ ...portals.served, version: '1', key: 'secret', dashboardFolder: null });
    const status = async (path: string, authorization?: string) =>
      (await fetch(`${locked.url}${path}`, { headers: authorization ? { authorization } : {} })).status;
    expect(await status('/v1/sites')).toBe(401);
    expect(await status('/metrics')).toBe(401);
    expect(await status('/nowhere')).toBe(401);
    expect(await status('/v1/sites', 'Bearer wrong')).toBe(401);
    expect(await status('/v1/sites', 'Bearer secret')).toBe(200);
    expect(await status('/healthz')).toBe(200);
    expect(await status('/openapi.json')).toBe(200);
    expect(await hostHeader(`${locked.url}/healthz`, 'news.example')).toBe(200);
    await locked.close();
  });

  it('nobody else: an address that others reach takes a key', async () => {
    await expect(serveApi({ ...portals.served, version: '1', host: '0.0.0.0' })).rejects.toMatchObject({
      code: 'settings',
    });
  });
});

describe('the service', () => {
  it('says that it is up and that its store answers', async () => {
    expect(await json('/healthz', z.unknown())).toEqual({ status: 'ok', version: '1.2.3' });
    expect(await json('/readyz', z.unknown())).toEqual({ status: 'ok', version: '1.2.3' });
  });

  it('gives metrics for Prometheus', async () => {
    const text = await (await get('/metrics')).text();
    expect(text).toContain('wellspring_urls{outcome="robots"} 1');
    expect(text).toContain('wellspring_webhooks{state="enabled"} 0');
    expect(text).toMatch(/wellspring_http_seconds_count\{route="\/v1\/articles",status="200"\} \d+/);
  });

  it('forbids scripts of others, frames and sniffing', async () => {
    const { headers } = await get('/healthz');
    expect(headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  it('says how to build the dashboard where it is not built', async () => {
    const answer = await get('/');
    expect(answer.status).toBe(503);
    expect(await answer.text()).toContain('npm run build');
  });

  it('tells a fault of ours without its words, and logs it', async () => {
    const { store } = portals;
    const told: object[] = [];
    const broken = { ...store, sites: () => Promise.reject(new Error('secret path')) };
    const log = { error: (details: object) => void told.push(details) };
    const faulty = await serveApi({
      ...portals.served,
      store: broken,
      version: '1',
      dashboardFolder: null,
      log,
    });
    const answer = await fetch(`${faulty.url}/v1/sites`);
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain('secret');
    expect(told).toMatchObject([{ route: '/v1/sites', err: { message: 'secret path' } }]);
    await faulty.close();
  });

  it('ends open streams when it closes', async () => {
    const other = await serveApi({ ...portals.served, version: '1', dashboardFolder: null });
    const last = cursorOf(await portals.store.lastSeq());
    const answer = await fetch(`${other.url}/v1/changes/stream?since=${last}`);
    const waiting = fetch(`${other.url}/v1/changes?wait=60&since=${last}`).catch(() => null);
    const ended = answer.text().then(
      () => 'ended',
      () => 'ended',
    );
    await other.close();
    expect(await ended).toBe('ended');
    await waiting;
  });
});

describe('the description of the interface', () => {
  const Media = z.record(z.string(), z.object({ schema: z.unknown() }));
  const Operation = z.object({
    summary: z.string(),
    responses: z.record(z.string(), z.object({ content: Media.optional() })),
  });
  const Description = z.object({
    openapi: z.literal('3.1.0'),
    paths: z.record(z.string(), z.record(z.string(), Operation)),
    components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
  });

  it('is OpenAPI 3.1 and has every route, each with the schemas of its answers', async () => {
    const { paths, components } = await json('/openapi.json', Description);
    expect(Object.keys(paths).toSorted()).toEqual([
      '/healthz',
      '/metrics',
      '/readyz',
      '/v1/alerts',
      '/v1/alerts.{form}',
      '/v1/articles',
      '/v1/articles/{id}',
      '/v1/articles/{id}/news-article',
      '/v1/articles/{id}/ninjs',
      '/v1/articles/{id}/observations',
      '/v1/articles/{id}/placements',
      '/v1/articles/{id}/provenance',
      '/v1/articles/{id}/revisions',
      '/v1/articles/{id}/revisions/{revision}/differences',
      '/v1/articles/{id}/snapshot',
      '/v1/articles/{id}/snapshot.html',
      '/v1/audit',
      '/v1/changes',
      '/v1/changes/stream',
      '/v1/cite',
      '/v1/compare',
      '/v1/digest',
      '/v1/drifts',
      '/v1/drifts/{id}',
      '/v1/drifts/{id}/accept',
      '/v1/drifts/{id}/approve',
      '/v1/export',
      '/v1/facets',
      '/v1/feeds/{name}.{form}',
      '/v1/health',
      '/v1/histogram',
      '/v1/hub',
      '/v1/network',
      '/v1/quarantine',
      '/v1/quarantine/drop',
      '/v1/quarantine/release',
      '/v1/searches',
      '/v1/searches.opml',
      '/v1/searches/{name}',
      '/v1/sinks',
      '/v1/sinks/{name}/seek',
      '/v1/sites',
      '/v1/sites/figures',
      '/v1/stories',
      '/v1/stories/{id}',
      '/v1/stories/{id}/differences/{article}',
      '/v1/stories/{id}/join',
      '/v1/stories/{id}/part',
      '/v1/today',
      '/v1/urls',
      '/v1/webhooks',
      '/v1/webhooks/{id}',
      '/v1/webhooks/{id}/deliveries',
      '/v1/webhooks/{id}/deliveries/{delivery}',
      '/v1/webhooks/{id}/replay',
      '/v1/webhooks/{id}/rotate',
      '/v1/webhooks/{id}/test',
    ]);
    for (const [path, { get: operation }] of Object.entries(paths)) {
      if (!operation) continue;
      expect(operation.responses['200']?.content, path).toBeDefined();
      if (path.startsWith('/v1/')) {
        expect(Object.keys(operation?.responses['400']?.content ?? {})).toEqual(['application/problem+json']);
      }
    }
    expect(Object.keys(components.schemas)).toEqual(
      expect.arrayContaining(['PublicArticle', 'Problem', 'Story']),
    );
  });

  it('says what each parameter means', async () => {
    const { paths } = await json('/openapi.json', z.object({ paths: z.record(z.string(), z.unknown()) }));
    expect(paths['/v1/stories']).toMatchObject({
      get: {
        parameters: expect.arrayContaining([expect.objectContaining({ description: 'Members at least' })]),
      },
    });
  });

  it('refers only to schemas that it holds', async () => {
    const text = await (await get('/openapi.json')).text();
    const { components } = Description.parse(JSON.parse(text));
    const names = [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"/]+)"/g)].map(([, name]) => name);
    expect(names.length).toBeGreaterThan(5);
    for (const name of new Set(names)) expect(Object.keys(components.schemas)).toContain(name);
  });
});
