import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openInlineQueue } from '../../src/queue/inline/inline-queue.ts';
import { type RedesignedPortal, redesignedPortal } from '../e2e/redesigned-portal.ts';
import { cli } from '../e2e/run-cli.ts';

const guide = readFileSync(fileURLToPath(new URL('../../docs/operations.md', import.meta.url)), 'utf8');
const books = new Map(
  (guide.split('## Run books')[1] ?? '')
    .split(/^### /m)
    .slice(1)
    .map((text) => [text.slice(0, text.indexOf('\n')), text] as const),
);

/** The commands of a run book in order, as they stand in the guide. */
function commandsOf(title: string): string[] {
  const text = (books.get(title) ?? '').replaceAll(/^```[\s\S]*?^```/gm, '');
  return [...text.matchAll(/`wellspring ([^`]+)`/g)].map(([, words = '']) => words);
}

let folder: string;
let data: string;
let portal: RedesignedPortal;
const siteFile = () => join(folder, 'sites', 'ward', 'site.yaml');
const settings = () => ({
  ...{ REDIS_URL: '', MONGODB_URI: '', WELLSPRING_GAP_MS: '0', WELLSPRING_ALLOW: portal.host },
  WELLSPRING_SITES: join(folder, 'sites'),
  // Whatever else listens on this machine.
  ...{ WELLSPRING_API_PORT: '0', WELLSPRING_PROBES_PORT: '0' },
});
const wellspring = (words: readonly string[], more: Record<string, string> = {}) =>
  cli(words, { data, settings: { ...settings(), ...more } });

/** Gives a command of the guide, its capitals replaced, and expects it to do what the book says. */
async function follow(
  command: string,
  given: Record<string, string>,
  wanted: { code?: number; says: RegExp },
) {
  const words = command.split(' ').map((word) => given[word] ?? word);
  const { code, out, err } = await wellspring(words);
  expect(out + err, command).toMatch(wanted.says);
  expect(code, `${command}: ${err}`).toBe(wanted.code ?? 0);
  return out;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wellspring-books-'));
  data = join(folder, 'data');
  portal = await redesignedPortal();
  portal.publish(44, 1_000);
  mkdirSync(join(folder, 'sites', 'ward'), { recursive: true });
  writeFileSync(
    siteFile(),
    `name: Ward News\nhosts: ["${portal.host}"]\nstart: [{ list: "${portal.origin}/", everyMinutes: 30 }]\n`,
  );
  expect((await wellspring(['crawl', '--site', 'Ward News'])).code).toBe(0);
});
afterAll(async () => {
  await portal.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the run books, followed with the commands that stand in them', () => {
  it('are ten, and each is tried here but the ones without a command of ours', () => {
    expect([...books.keys()]).toHaveLength(10);
    const without = [...books.keys()].filter((title) => commandsOf(title).length === 0);
    expect(without).toEqual([]);
  });

  it('a site changed its pages, which wait in quarantine', async () => {
    portal.publish(60, 44);
    expect((await wellspring(['crawl', '--site', 'Ward News'])).code).toBe(0);
    const [list = '', show = '', approve = '', reparse = ''] = commandsOf('A site changed its pages');
    const listed = await follow(list, {}, { says: /changed .* dates: 9\d% before, 0% since/ });
    const DRIFT = /\((drift-\S+)\)/.exec(listed)?.[1] ?? '';
    const [held = ''] = commandsOf('Pages wait in quarantine');
    await follow(held, {}, { says: new RegExp(`/news/55\\.html .*in doubt: fewer dates.* ${DRIFT}`) });
    const shown = await follow(show, { DRIFT }, { says: /found on 0 of 12 pages now, on 12 with it/ });
    const SELECTOR = /--date (\S+)\n/.exec(shown)?.[1] ?? '';
    await follow(approve, { DRIFT, SELECTOR }, { says: /1\d held pages were run again/ });
    expect(readFileSync(siteFile(), 'utf8')).toMatch(/until: \d{4}-\d\d-\d\d\n[\s\S]*date: /);
    await follow(list, {}, { says: /1 sites: 1 well/ });
    await follow(reparse, { NAME: 'Ward News' }, { says: /read again: \d+ articles/ });
  });

  it('pages wait in quarantine, of a site without a drift', async () => {
    const [list = '', look = '', release = ''] = commandsOf('Pages wait in quarantine');
    await follow(list, {}, { says: /nothing is held/ });
    await follow(look, { URL: `${portal.origin}/news/55.html` }, { says: /title/ });
    await follow(release, { SITE: portal.host }, { code: 1, says: /nothing is held of/ });
  });

  it('jobs failed for good: what they lacked is brought, and they are replayed', async () => {
    const queue = openInlineQueue({ file: join(data, 'wellspring.sqlite') });
    const urls = [`${portal.origin}/news/1.html`];
    const job = { name: 'browse', version: 1, priority: 1, notBeforeMs: 0, data: { runId: 'r', urls } };
    await queue.add([{ ...job, key: 'browse-one' }]);
    const working = await queue.work(
      async () => Promise.reject(Object.assign(new Error('there is no Chromium'), { permanent: true })),
      { concurrency: { browse: 1 }, versions: { browse: 1 } },
    );
    await queue.idle(['browse']);
    await working.close();
    await queue.close();
    const [list = '', show = '', replay = ''] = commandsOf('Jobs failed for good');
    const listed = await follow(list, {}, { says: /browse.*there is no Chromium/ });
    const ID = /there is no Chromium.* (\S+)$/m.exec(listed)?.[1] ?? '';
    await follow(show, { ID }, { says: /there is no Chromium/ });
    await follow(replay, {}, { says: /^1 put back to work/ });
    await follow(list, {}, { says: /0 dead letters/ });
  });

  it('the queue grows: how much waits, the pace of hosts, and a site that is stopped for a while', async () => {
    const [doctor = '', hosts = '', pause = '', resume = ''] = commandsOf('The queue grows');
    await follow(doctor, {}, { says: /queue {5}\d+ waiting, \d+ running, \d+ dead/ });
    await follow(hosts, {}, { says: new RegExp(`${portal.host} `) });
    await follow(pause, { NAME: 'Ward News' }, { says: /Ward News is paused/ });
    await follow('schedule list', {}, { says: /paused by site/ });
    await follow(resume, { NAME: 'Ward News' }, { says: /the pause of Ward News is over/ });
  });

  it('nothing new comes in: all is paused', async () => {
    await wellspring(['pause', '--reason', 'holidays']);
    const [health = '', schedules = '', resume = '', hosts = '', runs = '', url = ''] =
      commandsOf('Nothing new comes in');
    await follow(health, {}, { says: /1 sites: 1 well/ });
    await follow(schedules, {}, { says: /paused by all/ });
    await follow(resume, {}, { says: /the pause of all is over/ });
    await follow(hosts, {}, { says: /robots/ });
    await follow(runs, {}, { says: /hand .* done / });
    await follow(url, { 'START-URL': `${portal.origin}/` }, { says: /not-article: a list of articles/ });
  });

  it('the service does not answer: a wrong setting is named, and mended', async () => {
    const wrong = { WELLSPRING_API_PORT: 'http' };
    const started = await wellspring(['start'], wrong);
    expect(started).toMatchObject({ code: 2, err: expect.stringContaining('WELLSPRING_API_PORT is "http"') });
    const [doctor = ''] = commandsOf('The service does not answer');
    const asked = await wellspring(doctor.split(' '), wrong);
    expect(asked.out).toMatch(
      /^!! {2}settings {2}environment: WELLSPRING_API_PORT is "http".* → mend the setting/,
    );
    await follow(doctor, {}, { says: /^ok {2}settings/ });
  });

  it('a site file is wrong: its line is named, and it is checked when it is mended', async () => {
    const right = readFileSync(siteFile(), 'utf8');
    writeFileSync(siteFile(), right.replace('hosts:', 'host:'));
    const [doctor = '', again = '', check = ''] = commandsOf('A site file is wrong');
    await follow(doctor, {}, { code: 1, says: /!! {2}sites [\s\S]*site\.yaml:2:1: host is no setting here/ });
    writeFileSync(siteFile(), right);
    await follow(again, {}, { says: /ok {2}sites {5}1 site files are right/ });
    await follow(check, { FOLDER: 'ward' }, { code: 0, says: /site\.yaml is right; it has no examples/ });
  });

  it('the disk is full: an archive file that was moved and linked back is read', async () => {
    const archive = join(data, 'archive');
    const [file = ''] = readdirSync(archive);
    renameSync(join(archive, file), join(folder, file));
    symlinkSync(join(folder, file), join(archive, file));
    const [doctor = ''] = commandsOf('The disk is full');
    await follow(doctor, {}, { says: /archive .* a page of each of \d+ files was read/ });
  });

  it('the data folder is lost: it comes back from the backup', async () => {
    const FILE = join(folder, 'b.wellspring');
    expect((await wellspring(['backup', FILE])).code).toBe(0);
    const before = (await wellspring(['changes'])).out;
    renameSync(data, `${data}.damaged`);
    const [check = '', restore = '', doctor = ''] = commandsOf('The data folder is lost or damaged');
    await follow(check, { FILE }, { says: /is whole: 60 articles/ });
    await follow(restore, { FILE }, { says: /^restored: 60 articles/ });
    await follow(doctor, {}, { says: /ok {2}store {5}60 articles[\s\S]*ok {2}archive/ });
    expect((await wellspring(['changes'])).out).toBe(before);
  });

  it('a webhook fails: the guide asks what the interface answers', () => {
    const book = books.get('A webhook fails') ?? '';
    const openapi = readFileSync(
      fileURLToPath(new URL('../src/api/fixtures/openapi.json', import.meta.url)),
      'utf8',
    );
    const paths = [...book.matchAll(/8420(\/v1\/[^" ?]+)/g)].map(([, path = '']) =>
      path.replace('$id', '{id}'),
    );
    expect(paths).toHaveLength(4);
    for (const path of paths) expect(openapi).toContain(`"${path}"`);
  });
});
