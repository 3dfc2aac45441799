import { openApp } from '../src/app.ts';
import { loadSettings } from '../src/settings.ts';

// One look of today's parsers over a whole archive, in a process of its own: what it cost, as one JSON object.
const [data = ''] = process.argv.slice(2);
const app = await openApp(loadSettings({ env: {}, flags: { data } }));
const startedAt = performance.now();
const before = process.cpuUsage();
const report = await app.reparse(
  { sites: null, apply: false },
  () => undefined,
  new AbortController().signal,
);
const seconds = (performance.now() - startedAt) / 1_000;
const { user, system } = process.cpuUsage(before);
await app.close();
process.stdout.write(
  `${JSON.stringify({
    pages: report.articles + report.otherPages,
    differ: report.changed + report.found.length + report.lost.length + report.moved.length,
    failed: report.failed.length,
    seconds,
    cpuSeconds: (user + system) / 1e6,
    maxRssMb: process.resourceUsage().maxRSS / 1_024,
  })}\n`,
);
