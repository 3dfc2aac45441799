import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serveApi } from '../../src/api/serve-api.ts';
import { type SeededPortals, seededPortals } from '../seeded-portals.ts';
import { until } from '../workers/webhook-receiver.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const guide = readFileSync(join(root, 'docs', 'pipelines.md'), 'utf8');

const python = process.env.WELLSPRING_PYTHON ?? 'python3';
const hasPython = (() => {
  try {
    execFileSync(python, ['-c', 'import sys; sys.exit(sys.version_info < (3, 9))'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

/** The code that the guide shows under a file's name, as a reader copies it. */
function shown(name: string): string {
  const code = new RegExp(`^\`\`\`\\w+ ${name}\\n([\\s\\S]*?)^\`\`\``, 'm').exec(guide)?.[1];
  if (code === undefined) throw new Error(`the guide shows no ${name}`);
  return code;
}

let folder: string;
let portals: SeededPortals;
let api: Awaited<ReturnType<typeof serveApi>>;
let children: ChildProcess[];

beforeEach(async () => {
  children = [];
  folder = mkdtempSync(join(tmpdir(), 'wellspring-guide-'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  for (const name of ['follow.ts', 'follow.py', 'receive.ts', 'receive.py']) {
    writeFileSync(join(folder, name), shown(name));
  }
  portals = await seededPortals();
  api = await serveApi({ ...portals.served, version: '1', dashboardFolder: null });
});
afterEach(async () => {
  for (const child of children) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await once(child, 'close');
    }
  }
  await api.close();
  await portals.close();
  rmSync(folder, { recursive: true, force: true });
});

function run(program: string, words: readonly string[], env: Record<string, string> = {}): ChildProcess {
  const command = program.endsWith('.py') ? python : process.execPath;
  const child = spawn(command, [join(folder, program), ...words], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  return child;
}

async function followOnce(program: string, file: string): Promise<void> {
  const [code] = await once(run(program, [api.url, file, '--once']), 'close');
  expect(code).toBe(0);
}

/** What the client holds, and what the store holds. */
function held(file: string): Record<string, unknown> {
  const db = new DatabaseSync(file, { readOnly: true });
  const rows = db.prepare('SELECT id, data FROM item').all();
  db.close();
  return Object.fromEntries(rows.map(({ id, data }) => [String(id), JSON.parse(String(data))]));
}
async function stored(): Promise<Record<string, unknown>> {
  const text = await (await fetch(`${api.url}/v1/export?format=changes`)).text();
  const lines = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
  return Object.fromEntries(lines.filter(({ id }) => id).map(({ id, data }) => [id, data]));
}

/** An empty snapshot, and after it one page of changes. */
async function feedOf(page: readonly unknown[]): Promise<{ url: string; close(): Promise<void> }> {
  const server = createHttpServer(({ url }, response) => {
    const { pathname, searchParams } = new URL(url ?? '/', 'http://portal');
    const lines =
      pathname === '/v1/export'
        ? [{ type: 'snapshot.end', cursor: 'begin' }]
        : searchParams.get('since') === 'begin'
          ? page
          : [];
    response.setHeader('wellspring-cursor', 'end');
    response.end(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const later = '2025-06-01T00:00:00.000Z';

describe.each(['follow.ts', 'follow.py'])('the client of the guide: %s', (program) => {
  const skip = program.endsWith('.py') && !hasPython;

  it.skipIf(skip)('passes over a type of change that it does not know', async () => {
    const story = { type: 'story.changed', id: 's1', data: { members: ['a1'] } };
    const page = [story, { type: 'story.of-a-later-day', id: 's1', data: { joined: ['a2'] } }];
    const later = await feedOf(page);
    try {
      const file = join(folder, 'copy.sqlite');
      const [code] = await once(run(program, [later.url, file, '--once']), 'close');
      expect(code).toBe(0);
      expect(held(file)).toEqual({ s1: story.data });
    } finally {
      await later.close();
    }
  });

  it.skipIf(skip)(
    'holds what the store holds, goes on where it stopped, and finds back after 410',
    async () => {
      const file = join(folder, 'copy.sqlite');
      await followOnce(program, file);
      expect(held(file)).toEqual(await stored());
      expect(Object.keys(held(file)).length).toBeGreaterThan(10);

      const old = join(folder, 'old.sqlite');
      copyFileSync(file, old);
      const [first, second] = portals.articles;
      await portals.store.remove(first?.id ?? '', 'asked for', later);
      await followOnce(program, file);
      expect(held(file)).toEqual(await stored());
      expect(held(file)).not.toHaveProperty(first?.id ?? '');

      // The other copy was away for longer than the feed goes back.
      await portals.store.remove(second?.id ?? '', 'asked for', later);
      await portals.history.forget('2099-01-01T00:00:00.000Z');
      await followOnce(program, old);
      expect(held(old)).toEqual(await stored());
    },
  );

  it.skipIf(skip)('keeps up while it runs, and loses nothing when it is killed', async () => {
    const file = join(folder, 'copy.sqlite');
    let child = run(program, [api.url, file]);
    for (const { id } of portals.articles.slice(0, 6)) {
      await promisify(setTimeout)(60);
      await portals.store.remove(id, 'asked for', later);
      child.kill('SIGKILL');
      await once(child, 'close');
      child = run(program, [api.url, file]);
    }
    const wanted = JSON.stringify(Object.keys(await stored()).toSorted());
    await until(() => {
      try {
        return JSON.stringify(Object.keys(held(file)).toSorted()) === wanted;
      } catch {
        // It is just being made.
        return false;
      }
    });
    expect(held(file)).toEqual(await stored());
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return address && typeof address === 'object' ? address.port : 0;
}

describe.each(['receive.ts', 'receive.py'])('the receiver of the guide: %s', (program) => {
  const skip = program.endsWith('.py') && !hasPython;

  it.skipIf(skip)('takes what we signed, and refuses what another did or what is old', async () => {
    const port = await freePort();
    const own = await seededPortals({ allow: [`127.0.0.1:${port}`] });
    const wish = {
      description: '',
      search: null,
      types: ['article.created' as const],
      format: 'standard' as const,
    };
    const url = `http://127.0.0.1:${port}/`;
    const webhook = await own.served.desk.add({ ...wish, url }, undefined);
    const secret = webhook.secrets[0]?.secret ?? '';
    const child = run(program, [], { WEBHOOK_SECRET: secret, PORT: String(port) });
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    await until(() => said.includes('ready'));

    const tried = await own.served.desk.test(webhook.id);
    expect(tried).toMatchObject({ answer: { status: 204 } });
    await until(() => said.includes('webhook.test'));
    const { headers = {}, body = '' } = tried?.request ?? {};
    const send = async (change: Record<string, string>, text = body) =>
      (await fetch(url, { method: 'POST', headers: { ...headers, ...change }, body: text })).status;
    expect(await send({})).toBe(204);
    expect(await send({}, body.replace('test', 'Test'))).toBe(401);
    expect(await send({ 'webhook-signature': 'v1,AAAA' })).toBe(401);
    expect(await send({ 'webhook-timestamp': String(Math.floor(Date.now() / 1_000) - 301) })).toBe(401);
    expect(said.match(/webhook\.test/g)).toHaveLength(1);

    // While two secrets are valid, either is enough.
    await own.served.desk.rotate(webhook.id);
    expect(await own.served.desk.test(webhook.id)).toMatchObject({ answer: { status: 204 } });
    await own.close();
  });
});
