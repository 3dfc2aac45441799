import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { MongoClient } from 'mongodb';
import { freePort } from './free-port.ts';
import { childService, dockerRuns, dockerService, onPath, type Service } from './service.ts';

const venv = fileURLToPath(new URL('../../.cache/secantusdb', import.meta.url));
const secantus = join(venv, 'bin', 'secantusd-py');

/**
 * A MongoDB replica set for the tests: named in the environment (MONGODB_URI), on the path, in a container; else
 * SecantusDB from PyPI, which speaks the same protocol over WiredTiger.
 * @returns null where there is none to be had
 */
export async function startMongo(say: (line: string) => void): Promise<Service | null> {
  const named = process.env.MONGODB_URI;
  const nothing = async () => undefined;
  if (named) return { url: named, from: 'MONGODB_URI', kill: nothing, close: nothing };
  if (onPath('mongod')) return startOwnMongo();
  if (dockerRuns()) {
    const port = await freePort();
    const url = `mongodb://127.0.0.1:${port}/?directConnection=true`;
    const service = await dockerService('mongo:8', ['--replSet', 'rs0'], { port, inside: 27017, url });
    await initiate(url, '127.0.0.1:27017');
    return service;
  }
  if (!existsSync(secantus)) {
    say('no mongod here: installing SecantusDB from PyPI into .cache/');
    const made = spawnSync('python3', ['-m', 'venv', venv], { stdio: 'ignore' });
    if (made.status !== 0) return null;
    spawnSync(join(venv, 'bin', 'pip'), ['install', '-q', 'SecantusDB'], { stdio: 'ignore' });
  }
  return existsSync(secantus) ? startOwnMongo() : null;
}

/** True where `startOwnMongo` can start one. */
export const hasOwnMongo = (): boolean => onPath('mongod') || existsSync(secantus);

/** A server of one's own, which a test may kill and start again with the same folder and port. */
export async function startOwnMongo(place?: { folder: string; port: number }): Promise<Service> {
  const folder = place?.folder ?? mkdtempSync(join(tmpdir(), 'wellspring-mongo-'));
  const port = place?.port ?? (await freePort());
  const real = onPath('mongod');
  const words = real
    ? ['--port', String(port), '--bind_ip', '127.0.0.1', '--dbpath', folder, '--replSet', 'rs0']
    : // Durable at each commit, as a majority of a replica set is.
      ['--host', '127.0.0.1', '--port', String(port), '--storage-path', folder, '--sync-on-commit'];
  const url = `mongodb://127.0.0.1:${port}/${real ? '?directConnection=true' : ''}`;
  const service = await childService(real ? 'mongod' : secantus, words, {
    ...{ port, url },
    from: real ? 'mongod' : 'SecantusDB',
  });
  if (real) await initiate(url, `127.0.0.1:${port}`);
  if (place) return service;
  return {
    ...service,
    async close() {
      await service.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Makes a set of one member, which is what transactions and change streams need. */
async function initiate(url: string, host: string): Promise<void> {
  const client = new MongoClient(url);
  try {
    const admin = client.db('admin');
    await admin
      .command({ replSetInitiate: { _id: 'rs0', members: [{ _id: 0, host }] } })
      .catch((error: unknown) => {
        if (!(error instanceof Error && /already initialized/i.test(error.message))) throw error;
      });
    while (!(await admin.command({ hello: 1 })).isWritablePrimary) await sleep(100);
  } finally {
    await client.close();
  }
}
