import { openApp } from '../src/app.ts';
import { loadSettings } from '../src/settings.ts';

// One whole run, fetch to store, in a process of its own: what it cost, as one JSON object.
const [data = '', ...starts] = process.argv.slice(2);
const allow = starts.map((url) => new URL(url).host).join(',');
const app = await openApp(loadSettings({ env: {}, flags: { data, allow } }));
const summary = await app.run(
  { starts: starts.map((url) => ({ url, kind: 'page' as const })), maxPages: 1_000_000 },
  () => undefined,
  new AbortController().signal,
);
await app.close();
const { user, system } = process.cpuUsage();
process.stdout.write(
  `${JSON.stringify({
    outcomes: summary.outcomes,
    failures: summary.failures,
    seconds: summary.seconds,
    cpuSeconds: (user + system) / 1e6,
    maxRssMb: process.resourceUsage().maxRSS / 1_024,
  })}\n`,
);
