import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openApp } from '../../src/app.ts';
import { startDemoPortals } from '../../src/demo/start-demo-portals.ts';
import { Settings } from '../../src/settings.ts';
import { openMongoStores } from '../../src/store/mongo/open-mongo-stores.ts';
import { newDatabase } from '../../tests/src/store/mongo/new-database.ts';
import { article, batch } from '../../tests/src/store/store-values.ts';
import { type CommandCount, type CountingProxy, countingProxy } from './counting-proxy.ts';

/** Not of the store's work: greetings, and waits for news. */
const aside = /^(hello|ping|buildInfo|endSessions|getMore)\b/;
/** Of the beginning: the schema is read and made. */
const setUp = /^(create|createIndexes|collMod|dropIndexes|getParameter)\b| schema\b/;
const shown = 12;

/** What is asked of MongoDB: for one commit, and for each article of a crawl of the demo portals. */
export async function measureCommands(options: {
  mongoUri: string;
  redisUrl: string;
  print: (line: string) => void;
}): Promise<void> {
  const { mongoUri, redisUrl, print } = options;
  const database = newDatabase(mongoUri);
  const proxy = await countingProxy(database.uri);
  try {
    print('\n| commands to MongoDB | which | calls |\n| --- | --- | ---: |');
    await commits(proxy, print);
    proxy.reset();
    await crawled(proxy, redisUrl, print);
  } finally {
    await proxy.close();
    await database.drop();
  }
}

async function commits(proxy: CountingProxy, print: (line: string) => void): Promise<void> {
  const { store } = await openMongoStores({ uri: proxy.uri });
  // The first one makes sessions and writes the words.
  await store.commit(batch(article('first')));
  for (const [name, articles] of [
    ['one new article', 1],
    ['16 new articles', 16],
  ] as const) {
    const matchedAt = await store.lastSeq();
    proxy.reset();
    await store.commit({
      ...batch(...Array.from({ length: articles }, (_, n) => article(`${name} ${n}`))),
      matchedAt,
    });
    const counts = asked(proxy);
    print(`| a commit of ${name} | ${counts.map(({ shape }) => shape).join('<br>')} | ${sum(counts)} |`);
  }
  await store.close();
}

async function crawled(proxy: CountingProxy, redisUrl: string, print: (line: string) => void): Promise<void> {
  const data = mkdtempSync(join(tmpdir(), 'wellspring-bench-'));
  const portals = await startDemoPortals({ seed: 5, portals: 6, articlesPerPortal: 20 });
  try {
    const allow = portals.portals.map(({ origin }) => new URL(origin).host);
    const app = await openApp(
      Settings.parse({
        ...{ data, sites: join(data, 'none'), allow, crawl: { gapMs: 0 } },
        ...{ mongodbUri: proxy.uri, redisUrl },
      }),
    );
    proxy.reset();
    const starts = portals.portals.map(({ startUrl }) => ({ url: startUrl, kind: 'page' as const }));
    await app.run({ starts }, () => undefined, new AbortController().signal);
    const counts = asked(proxy);
    const articles = (await app.store.sites()).reduce((all, one) => all + one.articles, 0);
    await app.close();
    print(
      `\n| a crawl of ${articles} articles | calls | an article | ms a call |\n| --- | ---: | ---: | ---: |`,
    );
    for (const { shape, calls, ms } of counts.slice(0, shown))
      print(`| ${shape} | ${calls} | ${(calls / articles).toFixed(2)} | ${(ms / calls).toFixed(1)} |`);
    print(`| all | ${sum(counts)} | ${(sum(counts) / articles).toFixed(1)} | |`);
  } finally {
    await portals.close();
    rmSync(data, { recursive: true, force: true });
  }
}

function asked(proxy: CountingProxy): CommandCount[] {
  return proxy
    .counts()
    .filter(({ shape }) => !aside.test(shape) && !setUp.test(shape))
    .sort((a, b) => b.calls - a.calls);
}

const sum = (counts: readonly CommandCount[]) => counts.reduce((all, { calls }) => all + calls, 0);
