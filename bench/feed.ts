import { type ChildProcess, fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { openGuardedClient } from '../crawlers/fetch/guarded-client.ts';
import { parse } from '../parsers/parse.ts';
import { serveApi } from '../src/api/serve-api.ts';
import { openSiteHealth } from '../src/app/site-health.ts';
import { openWarcArchive } from '../src/archive/warc/open-warc-archive.ts';
import { webhookDesk } from '../src/changes/webhook-desk.ts';
import { openInlineQueue } from '../src/queue/inline/inline-queue.ts';
import { openSqliteHistory } from '../src/store/sqlite/open-sqlite-history.ts';
import { openSqliteOperations } from '../src/store/sqlite/open-sqlite-operations.ts';
import { openSqliteStore } from '../src/store/sqlite/open-sqlite-store.ts';
import { openSqliteSubscriptions } from '../src/store/sqlite/open-sqlite-subscriptions.ts';
import { storyTools } from '../src/stories/story-tools.ts';
import { inventedArticle } from '../tests/invented-article.ts';
import { decideStories } from '../workers/decide-stories.ts';
import { deliverWebhooks } from '../workers/deliver-webhooks.ts';

// What the feed bears: one puller, a hundred followers of the stream, webhooks to a fast receiver.
// `node bench/feed.ts`; `--short` is a quick look.
const short = process.argv.includes('--short');
const PULLED = short ? 5_000 : 50_000;
const FOLLOWERS = 100;
const COMMITS = short ? 40 : 200;
const WEBHOOKS = short ? 1_000 : 5_000;

const folder = mkdtempSync(join(tmpdir(), 'wellspring-bench-feed-'));
const file = join(folder, 'wellspring.sqlite');
const store = await openSqliteStore({ file });
const history = await openSqliteHistory({ file });
const subscriptions = await openSqliteSubscriptions({ file });
const archive = await openWarcArchive({ folder: join(folder, 'archive') });
const now = () => new Date();

const text =
  'The keepers of eleven lighthouses on the northern coast agreed on Monday to replace every lamp. ';
const firstSeenMs = Date.parse('2025-04-17T08:00:00.000Z');
let made = 0;
/** New articles of about 3 kB, in one commit. */
async function commit(count: number): Promise<{ firstSeq: number; lastSeq: number }> {
  const articles = Array.from({ length: count }, () => {
    made += 1;
    const url = `https://site${made % 50}.example/${made}.html`;
    const paragraphs = Array.from({ length: 5 }, (_, i) => `${i} of ${made}: ${text.repeat(6)}`);
    // As visits see them: one after the other, not thousands within one millisecond.
    const seenAt = new Date(firstSeenMs + made * 10).toISOString();
    const seen = { firstSeenAt: seenAt, lastSeenAt: seenAt };
    return inventedArticle({ ...seen, canonicalUrl: url, title: `News ${made}`, paragraphs });
  });
  return store.commit({
    at: now().toISOString(),
    articles: articles.map((article) => ({
      article,
      sketch: { bands: [made], sketch: createHash('sha256').update(article.id).digest() },
      expectedRevision: 0,
      revision: null,
      changed: true,
    })),
    rejudged: [],
    stories: [],
    observations: [],
    urls: [],
  });
}

function reader(...words: string[]): ChildProcess {
  return fork(fileURLToPath(new URL('feed-readers.ts', import.meta.url)), words);
}
async function heard<T>(child: ChildProcess, shape: z.ZodType<T>): Promise<T> {
  for (;;) {
    const { promise, resolve } = Promise.withResolvers<unknown>();
    child.once('message', resolve);
    const read = shape.safeParse(await promise);
    if (read.success) return read.data;
  }
}
const percentile = (values: readonly number[], share: number) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;
const line = (text: string) => process.stdout.write(`${text}\n`);

line(`node ${process.versions.node}, ${availableParallelism()} cores`);
const receiver = reader('receiver');
const { port } = await heard(receiver, z.object({ port: z.number() }));
const client = openGuardedClient({
  userAgent: 'Wellspring/bench',
  allow: [`127.0.0.1:${port}`],
  connections: 64,
});
const desk = webhookDesk({ store, history, subscriptions, client, now });
const storyDesk = decideStories({ store, stories: storyTools, now });
const operations = await openSqliteOperations({ file });
const queue = await openInlineQueue({ file });
const { desk: health } = openSiteHealth({
  ...{ operations, store, archive, queue, now, sitesFolder: '', parse: async (page) => parse(page) },
  sites: () => [],
  rereadSites: () => undefined,
  log: { warn: () => undefined },
});
const api = await serveApi({
  ...{ store, archive, history, subscriptions, desk, storyDesk, version: 'bench', dashboardFolder: null },
  ...{ operations, health },
});

// 1. One puller reads everything, page after page.
while (made < PULLED) await commit(100);
{
  const puller = reader('puller', api.url, String(PULLED));
  const Pulled = z.object({ events: z.number(), bytes: z.number(), seconds: z.number() });
  const { events, bytes, seconds } = await heard(puller, Pulled);
  line(
    `puller: ${Math.round(events / seconds)} events/s (${events} events, ${(bytes / 1e6).toFixed(0)} MB, ${seconds.toFixed(1)} s)`,
  );
  puller.kill();
}

// 2. A hundred followers of the stream while articles are committed.
{
  const perCommit = 5;
  const followers = reader('followers', api.url, String(FOLLOWERS), String(COMMITS * perCommit));
  await heard(followers, z.object({ connected: z.number() }));
  await sleep(500);
  const committedAt = new Map<number, number>();
  const all = heard(followers, z.object({ arrivals: z.array(z.tuple([z.number(), z.number()])) }));
  for (let n = 0; n < COMMITS; n += 1) {
    // From before the commit: what the store itself takes is in the delay.
    const at = performance.timeOrigin + performance.now();
    const { firstSeq, lastSeq } = await commit(perCommit);
    for (let seq = firstSeq; seq <= lastSeq; seq += 1) committedAt.set(seq, at);
    await sleep(50);
  }
  const { arrivals } = await all;
  const delays = arrivals.map(([seq, at]) => at - (committedAt.get(seq) ?? Number.NaN));
  line(
    `${FOLLOWERS} followers: p50 ${percentile(delays, 0.5).toFixed(0)} ms, p99 ${percentile(delays, 0.99).toFixed(0)} ms, ` +
      `max ${percentile(delays, 1).toFixed(0)} ms from before the commit to arrival (${delays.length} arrivals)`,
  );
  followers.kill();
}

// 3. Webhooks to a receiver that answers at once.
{
  await desk.add(
    {
      url: `http://127.0.0.1:${port}/`,
      description: '',
      search: null,
      types: ['article.created'],
      format: 'standard',
    },
    undefined,
  );
  for (let n = 0; n < WEBHOOKS / 100; n += 1) await commit(100);
  const began = performance.timeOrigin + performance.now();
  const log = { warn: (details: object) => line(JSON.stringify(details)) };
  const working = deliverWebhooks({ store, history, subscriptions, post: client.post, now, log });
  for (;;) {
    const { received, at } = await heard(receiver, z.object({ received: z.number(), at: z.number() }));
    if (received < WEBHOOKS) continue;
    const seconds = (at - began) / 1_000;
    line(
      `webhooks: ${Math.round(received / seconds)}/s to one receiver (${received} in ${seconds.toFixed(1)} s)`,
    );
    break;
  }
  await working.close();
}

receiver.kill();
await api.close();
await queue.close();
await operations.close();
await client.close();
await subscriptions.close();
await history.close();
await archive.close();
await store.close();
rmSync(folder, { recursive: true, force: true });
