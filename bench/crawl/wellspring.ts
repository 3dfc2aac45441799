import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crawl } from '../../crawlers/crawl.ts';
import { openGuardedClient } from '../../crawlers/fetch/guarded-client.ts';
import { localHostGate } from '../../crawlers/gate/local-host-gate.ts';
import { decodeText } from '../../parsers/decode.ts';
import { holdHeap } from '../../src/app/hold-heap.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import { plainLoop } from './plain-loop.ts';
import { threeFields } from './three-fields.ts';

// Wellspring's own crawl: guard, gate, durable frontier, links. With "three" the fields that the peers take, with "fields"
// the whole parser on each page; with "archive" each page is kept in a WARC file as in earnest.
holdHeap({ youngMb: 16 });
const [origin = '', ...parts] = process.argv.slice(2);
// Loaded where the row has it, as the peers load what they use; a service has its parser in threads of their own.
const parse = parts.includes('fields') ? (await import('../../parsers/parse.ts')).parse : null;
const folder = mkdtempSync(join(tmpdir(), 'wellspring-bench-'));
const store = await openSqliteStore({ file: join(folder, 'store.sqlite') });
const warc = parts.includes('archive')
  ? await (await import('../../src/archive/warc/open-warc-archive.ts')).openWarcArchive({
      folder: join(folder, 'archive'),
    })
  : null;
const { host } = new URL(origin);
const client = openGuardedClient({ userAgent: 'Wellspring/bench', allow: [host] });
const gate = localHostGate({ client, agent: 'Wellspring', gapMs: 0, concurrency: 8 });
let fields = 0;
let pages = 0;
const startedAt = performance.now();
await crawl(
  {
    ...{ runId: 'bench', hosts: [host], include: ['/'], exclude: [], maxPages: 1_000_000, maxDepth: 1_000 },
    starts: [{ url: `${origin}/`, kind: 'page' }],
  },
  {
    ...{ store, client, gate, concurrency: 8, signal: new AbortController().signal },
    now: () => new Date(),
    archive: {
      read: warc?.read ?? (() => Promise.reject(new Error('no page is asked for twice'))),
      async append(page, request) {
        pages += 1;
        if (parts.includes('three')) {
          const { text } = decodeText(page.body, page.headers['content-type'] ?? null);
          fields += threeFields(text).paragraphs.length;
        }
        if (parse) fields += parse(page).paragraphs.length;
        return warc ? warc.append(page, request) : { file: 'none', offsetBytes: pages };
      },
    },
    ...(parts.includes('plain') ? { loop: plainLoop } : {}),
    addIngest: async () => undefined,
    addCrawl: async () => undefined,
  },
);
const seconds = (performance.now() - startedAt) / 1_000;
await client.close();
await warc?.close();
await store.close();
rmSync(folder, { recursive: true });
const { user, system } = process.cpuUsage();
const maxRssMb = process.resourceUsage().maxRSS / 1_024;
process.stdout.write(
  `${JSON.stringify({ pages, fields, seconds, cpuSeconds: (user + system) / 1e6, maxRssMb })}\n`,
);
