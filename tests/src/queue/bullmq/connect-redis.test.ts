import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { connectRedis } from '../../../../src/queue/bullmq/connect-redis.ts';

/** What Redis says of itself where it is as it should be. */
const sound = {
  redis_version: '7.4.1',
  maxmemory_policy: 'noeviction',
  aof_enabled: '1',
  aof_last_write_status: 'ok',
};

/** A server that says this of itself, and `OK` or `refusal` to everything else: what a client is refused with. */
async function refusal(info: Partial<typeof sound>, denied?: string): Promise<string> {
  const sockets = new Set<Socket>();
  const lines = Object.entries({ ...sound, ...info }).map(([name, value]) => `${name}:${value}\r\n`);
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('data', (bytes: Buffer) => {
      // Each command begins with how many words it has.
      for (const [, word = ''] of bytes.toString().matchAll(/\*\d+\r\n\$\d+\r\n(\w+)/g)) {
        const said = lines.join('');
        if (denied !== undefined) socket.write(`-${denied}\r\n`);
        else if (word.toLowerCase() === 'info') socket.write(`$${Buffer.byteLength(said)}\r\n${said}\r\n`);
        else socket.write('+OK\r\n');
      }
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  try {
    (await connectRedis(`redis://user:hushhush@127.0.0.1:${port}`)).disconnect();
    return 'taken';
  } catch (error) {
    expect(error).toMatchObject({ code: 'queue' });
    return String(error).replace(`127.0.0.1:${port}`, 'HOST');
  } finally {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
}

describe('a Redis server', () => {
  it('is taken where it keeps what it is given', async () => {
    expect(await refusal({})).toBe('taken');
  });

  it.each([
    ['old', { redis_version: '6.0.16' }, 'is 6.0.16; Wellspring needs 6.2 or newer'],
    [
      'throwing keys away',
      { maxmemory_policy: 'allkeys-lru' },
      'start it with --maxmemory-policy noeviction',
    ],
    ['without persistence', { aof_enabled: '0' }, 'start it with --appendonly yes'],
    [
      'on a full disk',
      { aof_last_write_status: 'err' },
      'cannot write to its disk and takes nothing in; make room',
    ],
  ])('is refused where it is %s, with what to do', async (_, info, message) => {
    const said = await refusal(info);
    expect(said).toMatch(/^Error: Redis at HOST /);
    expect(said).toContain(message);
  });

  it('is named with what to check after a wrong password, and without it', async () => {
    const said = await refusal({}, 'WRONGPASS invalid username-password pair or user is disabled.');
    expect(said).toContain('check user and password in REDIS_URL (redis://user:password@host:6379)');
    expect(said).not.toContain('hushhush');
  });
});
