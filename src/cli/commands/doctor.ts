import { constants } from 'node:fs';
import { access, statfs } from 'node:fs/promises';
import { z } from 'zod';
import { type Application, type OpenApplication, withApplication } from '../application.ts';
import { command } from '../command.ts';
import { writeLine } from '../io.ts';
import { settingFlags, settingInput } from '../setting-flags.ts';
import { table } from '../table.ts';

/** What one look found. `warns`: it works, and somebody should see to it; the remedy says how. */
type Finding = { text: string } | { warns: string; remedy: string };
type Check = { name: string; look: (application: Application) => Promise<Finding>; remedy: string };

const leastFreeBytes = 1e9;
const one = {
  query: { type: 'everything' },
  limit: 1,
  cursor: null,
  sort: 'newest',
  collapse: false,
} as const;

/** In the order in which one needs the other. The remedy is for a look that fails. */
const checks: readonly Check[] = [
  {
    name: 'node',
    remedy: 'install Node 24 (22.18 or newer will do)',
    look: async () => ({ text: process.versions.node }),
  },
  {
    name: 'data',
    remedy:
      'make the folder writable for this user (chown), or name another one with --data or WELLSPRING_DATA',
    async look({ dataFolder }) {
      await access(dataFolder, constants.W_OK);
      const { bavail, bsize } = await statfs(dataFolder);
      const free = bavail * bsize;
      const text = `${dataFolder}, ${(free / 1e9).toFixed(1)} GB free`;
      if (free >= leastFreeBytes) return { text };
      return { warns: text, remedy: 'make room: docs/operations.md, "The disk is full"' };
    },
  },
  {
    name: 'sites',
    remedy: 'mend the file and line that are named; `wellspring site check NAME` tries it',
    look: async ({ sites }) => ({ text: `${sites.length} site files are right` }),
  },
  {
    name: 'store',
    remedy: 'see whether its file or server is there; a damaged one: `wellspring restore FILE`',
    async look({ store }) {
      return { text: `${(await store.search(one)).total} articles, ${await store.lastSeq()} changes` };
    },
  },
  {
    name: 'queue',
    remedy:
      'see whether its file or server is there; Redis needs appendonly and noeviction (docs/scale-out.md)',
    async look({ queue }) {
      const { waiting, running, dead } = await queue.counts();
      const text = `${waiting} waiting, ${running} running, ${dead} dead`;
      if (dead === 0) return { text };
      return {
        warns: text,
        remedy: '`wellspring dead list` says why; mend it, then `wellspring dead replay`',
      };
    },
  },
  {
    name: 'parser',
    remedy: 'the installation is damaged: `npm ci`',
    look: async ({ parse }) => ({ text: `reads a page (${(await parse(knownPage())).title})` }),
  },
  {
    name: 'archive',
    remedy: 'the newest page is not there: look for the archive folder, or `wellspring restore FILE`',
    async look({ store, archive }) {
      const snapshot = (await store.search(one)).hits[0]?.article.snapshot;
      if (!snapshot) return { text: 'empty' };
      const page = await archive.read(snapshot);
      return { text: `the newest article's page is there (${page.body.byteLength} bytes)` };
    },
  },
  {
    name: 'health',
    remedy: 'the store could not be read; see there',
    async look({ health }) {
      const sites = await health.sites();
      const ill = sites.filter(({ state }) => state === 'changed' || state === 'new');
      if (ill.length === 0) return { text: `${sites.length} sites looked at, none has changed` };
      const names = ill.slice(0, 3).map(({ site }) => site);
      return {
        warns: `${ill.length} of ${sites.length} sites have changed: ${names.join(', ')}${ill.length > 3 ? ' …' : ''}`,
        remedy: '`wellspring health list`, then `wellspring health show DRIFT`',
      };
    },
  },
  {
    name: 'held',
    remedy: 'the store could not be read; see there',
    async look({ operations }) {
      const held = await operations.heldBySite();
      const pages = held.reduce((sum, { pages: some }) => sum + some, 0);
      if (pages === 0) return { text: 'no page is in quarantine' };
      return {
        warns: `${pages} pages of ${held.length} sites are in quarantine`,
        remedy: '`wellspring quarantine list`; release, drop, or approve their drift',
      };
    },
  },
  {
    name: 'webhooks',
    remedy: 'the store could not be read; see there',
    async look({ subscriptions }) {
      const all = await subscriptions.webhooks();
      const failing = all.filter(({ enabled, failingSince }) => enabled && failingSince !== null);
      if (failing.length === 0) return { text: `${all.length}, none fails` };
      return {
        warns: `${failing.length} of ${all.length} fail: ${failing.map(({ url }) => url).join(', ')}`,
        remedy: 'docs/operations.md, "A webhook fails"',
      };
    },
  },
];

export const doctor = (open: OpenApplication) =>
  command({
    usage: 'doctor',
    summary: 'checks that everything works together; each finding comes with its remedy',
    flags: settingFlags,
    input: z.object(settingInput),
    async run(flags, io) {
      return withApplication(open, flags, async (application) => {
        let failed = 0;
        for (const { name, look, remedy } of checks) {
          const finding = await look(application).catch((error: unknown) => {
            failed += 1;
            return { fails: error instanceof Error ? error.message : String(error) };
          });
          const line = (mark: string, text: string) =>
            writeLine(io.out, table([[mark, name.padEnd(8), text]]));
          if ('text' in finding) await line('ok', finding.text);
          else if ('warns' in finding) await line('! ', `${finding.warns}  → ${finding.remedy}`);
          else await line('!!', `${finding.fails}  → ${remedy}`);
        }
        return failed === 0 ? 0 : 1;
      });
    },
  });

function knownPage() {
  const html =
    '<html><head><title>A page for the doctor</title></head><body><h1>A page for the doctor</h1></body></html>';
  return {
    url: 'https://doctor.example/',
    finalUrl: 'https://doctor.example/',
    fetchedAt: new Date().toISOString(),
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: new TextEncoder().encode(html),
    via: 'archive' as const,
    digest: `sha256:${'0'.repeat(64)}`,
  };
}
