import { z } from 'zod';
import type { SettingFlags } from '../application.ts';
import { archiveSample } from '../archive-sample.ts';
import { command } from '../command.ts';
import type { Examination, ExaminedStores } from '../examination.ts';
import { writeLine } from '../io.ts';
import { settingFlags, settingInput } from '../setting-flags.ts';
import { table } from '../table.ts';

/** What one look found. `warns`: it works, and somebody should see to it; the remedy says how. */
type Finding = { text: string } | { warns: string; remedy: string };
type Check = {
  name: string;
  look: (patient: Examination) => Promise<Finding> | Finding;
  /** For a look that fails, where the failure itself does not say what to do; `always`: whatever it says. */
  remedy: string;
  always?: true;
};
type Line = {
  name: string;
  state: 'ok' | 'warns' | 'fails' | 'skipped';
  text: string;
  remedy: string | null;
};

const leastFreeBytes = 1e9;
/** Visits, evidence of dates and expiry go by the clock; a minute does no harm. */
const mostAheadMs = 60_000;
const everything = { type: 'everything' } as const;
const one = { query: everything, limit: 1, cursor: null, sort: 'newest', collapse: false } as const;

/** A look at what is in the store: where that cannot be opened, the line of the store says why. */
const inStore =
  (look: (stores: ExaminedStores) => Promise<Finding>): Check['look'] =>
  async ({ stores }) =>
    look(await stores().catch(() => Promise.reject(new SkippedError('the store'))));

class SkippedError extends Error {}

/** In the order in which one needs the other. */
const checks: readonly Check[] = [
  {
    name: 'node',
    remedy: 'install Node 24 (22.18 or newer will do)',
    look: () => ({ text: process.versions.node }),
  },
  {
    name: 'data',
    remedy:
      'make the folder writable for this user (chown), or name another one with --data or WELLSPRING_DATA',
    async look({ dataFolder, writeData }) {
      const free = await writeData();
      const text = `${dataFolder}, ${(free / 1e9).toFixed(1)} GB free`;
      if (free >= leastFreeBytes) return { text };
      return { warns: text, remedy: 'make room: docs/operations.md, "The disk is full"' };
    },
  },
  {
    name: 'contact',
    remedy: 'set WELLSPRING_CONTACT',
    look: ({ contact }) =>
      contact === undefined
        ? {
            warns: 'none: sites of others are not visited without one',
            remedy: 'set WELLSPRING_CONTACT to a web or e-mail address where their owners reach you',
          }
        : { text: contact },
  },
  {
    name: 'sites',
    remedy: 'mend the file and line that are named; `wellspring site check FOLDER` tries its examples',
    always: true,
    look: ({ sites }) => ({ text: `${sites()} site files are right` }),
  },
  {
    name: 'store',
    remedy: 'see whether its file or server is there; a damaged one: `wellspring restore FILE`',
    async look({ stores }) {
      const { store } = await stores();
      return { text: `${(await store.search(one)).total} articles, ${await store.lastSeq()} changes` };
    },
  },
  {
    name: 'queue',
    remedy:
      'see whether its file or server is there; Redis needs appendonly and noeviction (docs/scale-out.md)',
    async look({ queue }) {
      const { waiting, running, dead } = await (await queue()).counts();
      const text = `${waiting} waiting, ${running} running, ${dead} dead`;
      if (dead === 0) return { text };
      return {
        warns: text,
        remedy: '`wellspring dead list` says why; mend it, then `wellspring dead replay`',
      };
    },
  },
  {
    name: 'clock',
    remedy: 'the clocks of the servers could not be read; see store and queue',
    async look({ clocks }) {
      const others = await clocks().catch(() => Promise.reject(new SkippedError('store and queue')));
      const [worst] = others.toSorted((a, b) => Math.abs(b.aheadMs) - Math.abs(a.aheadMs));
      if (!worst || Math.abs(worst.aheadMs) <= mostAheadMs) return { text: new Date().toISOString() };
      const minutes = Math.round(Math.abs(worst.aheadMs) / 60_000);
      return {
        warns: `${minutes} minutes ${worst.aheadMs > 0 ? 'behind' : 'ahead of'} ${worst.name}`,
        remedy: 'set the clocks by the network (`timedatectl set-ntp true`): visits and dates go by them',
      };
    },
  },
  {
    name: 'archive',
    remedy: 'see whether its folder or service is there, and whether this user may read and write it',
    async look({ stores, archive, archivePlace }) {
      const pages = await archive();
      const { store } = await stores().catch(() => Promise.reject(new SkippedError('the store')));
      const { files, lost } = await archiveSample(store, pages);
      if (files === 0) {
        // No article names a page; that the place answers is seen by asking for any.
        for await (const _ of pages.pages()) return { text: `${archivePlace}, a page was read` };
        return { text: `${archivePlace}, empty` };
      }
      if (lost.length === 0) return { text: `${archivePlace}, a page of each of ${files} files was read` };
      throw new Error(
        `${lost.length} of ${files} files looked at cannot be read: ${lost.slice(0, 3).join(', ')}${lost.length > 3 ? ' …' : ''}; ` +
          `put them back into ${archivePlace} from where they are, or from a backup (\`wellspring restore FILE\`): ` +
          'their pages can neither be shown nor read again',
      );
    },
  },
  {
    name: 'parser',
    remedy: 'the installation is damaged: `npm ci`',
    look: async ({ parse }) => ({ text: `reads a page (${(await parse(knownPage())).title})` }),
  },
  {
    name: 'browser',
    remedy: 'name a Chromium that is there: browser.executable, WELLSPRING_CHROMIUM',
    async look({ browser }) {
      const path = await browser();
      if (path !== null) return { text: path };
      return {
        warns: 'no Chromium: pages that are empty without scripts stay unread',
        remedy: 'install one (`apt install chromium`), or name it: browser.executable, WELLSPRING_CHROMIUM',
      };
    },
  },
  {
    name: 'port',
    remedy: 'name another port: api.port, WELLSPRING_API_PORT',
    look: async ({ port }) => portFinding(await port('api')),
  },
  {
    name: 'probes',
    remedy: 'name another port: probes.port, WELLSPRING_PROBES_PORT',
    look: async ({ port }) => portFinding(await port('probes')),
  },
  {
    name: 'health',
    remedy: 'the store could not be read; see there',
    look: inStore(async ({ operations }) => {
      const watched = (await operations.watches()).length;
      const drifts = await operations.drifts({ state: 'open', limit: 10_000 });
      const ill = [...new Set(drifts.map(({ site }) => site))];
      if (ill.length === 0) return { text: `${watched} sites looked at, none has changed` };
      return {
        warns: `${ill.length} of ${watched} sites have changed: ${ill.slice(0, 3).join(', ')}${ill.length > 3 ? ' …' : ''}`,
        remedy: '`wellspring health list`, then `wellspring health show DRIFT`',
      };
    }),
  },
  {
    name: 'held',
    remedy: 'the store could not be read; see there',
    look: inStore(async ({ operations }) => {
      const held = await operations.heldBySite();
      const pages = held.reduce((sum, { pages: some }) => sum + some, 0);
      if (pages === 0) return { text: 'no page is in quarantine' };
      return {
        warns: `${pages} pages of ${held.length} sites are in quarantine`,
        remedy: '`wellspring quarantine list`; release, drop, or approve their drift',
      };
    }),
  },
  {
    name: 'webhooks',
    remedy: 'the store could not be read; see there',
    look: inStore(async ({ subscriptions }) => {
      const all = await subscriptions.webhooks();
      const failing = all.filter(({ enabled, failingSince }) => enabled && failingSince !== null);
      if (failing.length === 0) return { text: `${all.length}, none fails` };
      return {
        warns: `${failing.length} of ${all.length} fail: ${failing.map(({ url }) => url).join(', ')}`,
        remedy: 'docs/operations.md, "A webhook fails"',
      };
    }),
  },
];

export const doctor = (examine: (flags: SettingFlags) => Promise<Examination>) =>
  command({
    usage: 'doctor',
    summary: 'checks that everything works together; each finding comes with its remedy',
    flags: [...settingFlags, ['--json', 'one finding a line, for programs']],
    input: z.object({ ...settingInput, json: z.boolean().default(false) }),
    async run({ json, ...flags }, io) {
      const tell = (line: Line) => writeLine(io.out, json ? JSON.stringify(line) : asText(line));
      let anyFails = false;
      const patient = await settingsOf(() => examine(flags));
      await tell(patient.line);
      try {
        for (const check of checks) {
          const line = patient.examination
            ? await lineOf(check, patient.examination)
            : skipped(check.name, 'the settings');
          await tell(line);
          anyFails ||= line.state === 'fails';
        }
      } finally {
        await patient.examination?.close();
      }
      return anyFails || !patient.examination ? 1 : 0;
    },
  });

async function settingsOf(
  examine: () => Promise<Examination>,
): Promise<{ line: Line; examination: Examination | null }> {
  try {
    const examination = await examine();
    const text = 'file, environment and flags are right';
    return { examination, line: { name: 'settings', state: 'ok', text, remedy: null } };
  } catch (error) {
    const remedy = 'mend the setting that is named (docs/crawling.md lists them all)';
    return { examination: null, line: failed('settings', error, remedy) };
  }
}

async function lineOf({ name, look, remedy, always }: Check, patient: Examination): Promise<Line> {
  try {
    const finding = await look(patient);
    return 'text' in finding
      ? { name, state: 'ok', text: finding.text, remedy: null }
      : { name, state: 'warns', text: finding.warns, remedy: finding.remedy };
  } catch (error) {
    if (error instanceof SkippedError) return skipped(name, error.message);
    return always ? failed(name, error, remedy) : failureWithRemedy(name, error, remedy);
  }
}

function skipped(name: string, cause: string): Line {
  return { name, state: 'skipped', text: `not looked at: see ${cause}`, remedy: null };
}

function failed(name: string, error: unknown, remedy: string): Line {
  return { name, state: 'fails', text: error instanceof Error ? error.message : String(error), remedy };
}

/** A message of ours ends with what to do, behind the last semicolon. */
function failureWithRemedy(name: string, error: unknown, otherwise: string): Line {
  const line = failed(name, error, otherwise);
  const at = line.text.lastIndexOf('; ');
  return at < 0 ? line : { ...line, text: line.text.slice(0, at), remedy: line.text.slice(at + 2) };
}

const marks = { ok: 'ok', warns: '! ', fails: '!!', skipped: '- ' } as const;

function asText({ name, state, text, remedy }: Line): string {
  const [first = '', ...more] = `${text}${remedy === null ? '' : `  → ${remedy}`}`.split('\n');
  return table([[marks[state], name.padEnd(8), first], ...more.map((line) => ['', '', line])]);
}

function portFinding({ place, held }: { place: string; held: 'free' | 'wellspring' }): Finding {
  return { text: held === 'free' ? `${place} is free` : `Wellspring listens on ${place}` };
}

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
