import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestPortal } from '../crawlers/test-portal.ts';
import { cli, startService } from '../e2e/run-cli.ts';

/** Whatever holds this word is a secret. */
const mark = 'hushhush';
const contact = { WELLSPRING_CONTACT: 'https://operator.example/' };

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'wellspring-secrets-'));
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

/** Files under the data folder that hold the word, however they are packed: as bytes. */
const keptIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile() && readFileSync(file).includes(mark));

describe('a secret', () => {
  it('of a server that cannot be reached is in no message', async () => {
    const servers: Readonly<Record<string, string>>[] = [
      {
        REDIS_URL: `redis://user:${mark}@127.0.0.1:1`,
        MONGODB_URI: `mongodb://user:${mark}@127.0.0.1:1/x?serverSelectionTimeoutMS=200`,
      },
      { WELLSPRING_PROXIES: `http://user:${mark}@127.0.0.1:1` },
      { WELLSPRING_API_KEY: mark, WELLSPRING_API_PORT: 'no port' },
      { WELLSPRING_S3_SECRET_ACCESS_KEY: mark, WELLSPRING_ARCHIVE: 's3://bucket/archive' },
    ];
    await Promise.all(
      servers.map(async (settings, n) => {
        const { out, err } = await cli(['crawl', 'http://news.invalid/', '--json'], {
          data: join(data, String(n)),
          settings: { REDIS_URL: '', MONGODB_URI: '', ...contact, ...settings },
        });
        expect(`${out}${err}`.length, JSON.stringify(settings)).toBeGreaterThan(0);
        expect(out + err).not.toContain(mark);
      }),
    );
    expect(keptIn(data)).toEqual([]);
  });

  it('in an address is not kept, sent on or told', async () => {
    const portal = await startTestPortal({
      '/': () => ({ body: `<a href="http://user:${mark}@${portal.host}/1">one</a><a href="/away">two</a>` }),
      '/1': {
        body: '<h1>Keepers agree</h1><p>The keepers of eleven lighthouses agreed on Monday on new lamps.</p>',
      },
      '/away': () => ({ status: 302, headers: { location: `http://user:${mark}@${portal.host}/2` } }),
      '/2': {
        body: '<h1>Flood</h1><p>Three villages moved their weekly markets uphill on Thursday after a flood.</p>',
      },
    });
    const settings = { REDIS_URL: '', MONGODB_URI: '', ...contact };
    const options = { data, settings };
    const said = [await cli(['crawl', `${portal.origin}/`, '--allow', portal.host, '--json'], options)];
    for (const words of [['changes', '--since', '0'], ['export', '*', '--format', 'ndjson'], ['doctor']])
      said.push(await cli(words, options));
    await portal.close();
    expect(portal.counts()).toMatchObject({ '/1': 1, '/away': 1, '/2': 1 });
    expect(JSON.stringify(portal.requests)).not.toContain(mark);
    for (const { out, err } of said) expect(out + err).not.toContain(mark);
    // The pages themselves are kept as they came.
    expect(keptIn(data).filter((file) => !file.includes('archive'))).toEqual([]);
  });

  it('that is the key of the service, or a guess at it, is in no log, no metric and no file', async () => {
    const key = `${mark}-key-of-the-service`;
    const { child, ended, said } = await startService('all', [], {
      data,
      settings: { REDIS_URL: '', MONGODB_URI: '', ...contact, WELLSPRING_API_KEY: key },
    });
    const address = /listens on (http:\S+?)\/? /.exec(said)?.[1] ?? '';
    const ask = async (path: string, authorization: string) => {
      const answer = await fetch(`${address}${path}`, { headers: { authorization } });
      return { status: answer.status, text: await answer.text() };
    };
    const answers = [
      await ask('/v1/sites', `Bearer ${key}`),
      await ask('/metrics', `Bearer ${key}`),
      await ask('/v1/sites', `Bearer ${mark}-guessed`),
      await ask('/v1/sites', `Basic ${Buffer.from(`reader:${mark}`).toString('base64')}`),
      await ask('/v1/articles?q=(', `Bearer ${key}`),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 401, 401, 400]);
    child.kill('SIGTERM');
    const { out, err } = await ended;
    for (const text of [out, err, ...answers.map(({ text }) => text)]) expect(text).not.toContain(mark);
    expect(keptIn(data)).toEqual([]);
  });
});
