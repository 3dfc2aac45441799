import { CheerioCrawler, Configuration, log } from 'crawlee';

// Crawlee's CheerioCrawler as its documentation shows it: links by enqueueLinks, fields by selectors.
const [origin = ''] = process.argv.slice(2);
log.setLevel(log.LEVELS.OFF);
let pages = 0;
let fields = 0;
const startedAt = performance.now();
const crawler = new CheerioCrawler(
  {
    maxConcurrency: 8,
    maxRequestRetries: 0,
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
  new Configuration({ persistStorage: false }),
);
await crawler.run([`${origin}/`]);
const { user, system } = process.cpuUsage();
process.stdout.write(
  `${JSON.stringify({
    pages,
    fields,
    seconds: (performance.now() - startedAt) / 1_000,
    cpuSeconds: (user + system) / 1e6,
    maxRssMb: process.resourceUsage().maxRSS / 1_024,
  })}\n`,
);
