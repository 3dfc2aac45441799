import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CheerioCrawler, Configuration, log } from 'crawlee';

// Crawlee's CheerioCrawler as its documentation shows it: links by enqueueLinks, fields by selectors, its own ceiling of
// requests at once, its queue in a folder. With "tuned" eight requests at once and nothing on disk.
const [origin = '', how] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'wellspring-bench-'));
log.setLevel(log.LEVELS.OFF);
let pages = 0;
let fields = 0;
const startedAt = performance.now();
const crawler = new CheerioCrawler(
  {
    ...(how === 'tuned' ? { maxConcurrency: 8 } : {}),
    async requestHandler({ $, enqueueLinks }) {
      pages += 1;
      $('h1.title').text();
      $('.meta').text();
      fields += $('.content p')
        .toArray()
        .map((paragraph) => $(paragraph).text()).length;
      await enqueueLinks({ strategy: 'same-origin' });
    },
  },
  new Configuration({
    persistStorage: how !== 'tuned',
    storageClientOptions: { localDataDirectory: folder },
  }),
);
await crawler.run([`${origin}/`]);
const seconds = (performance.now() - startedAt) / 1_000;
const { user, system } = process.cpuUsage();
process.stdout.write(
  `${JSON.stringify({
    pages,
    fields,
    seconds,
    cpuSeconds: (user + system) / 1e6,
    maxRssMb: process.resourceUsage().maxRSS / 1_024,
  })}\n`,
);
rmSync(folder, { recursive: true });
