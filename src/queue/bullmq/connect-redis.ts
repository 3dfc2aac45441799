import { Redis } from 'ioredis';
import { QueueError } from '../queue-error.ts';

const oldestServer = [6, 2] as const;

/** Reconnects for ever, at most a second apart; a command waits for about 30 s, then fails. */
export const redisOptions = {
  connectTimeout: 10_000,
  maxRetriesPerRequest: 35,
  retryStrategy: (times: number) => Math.min(50 * 2 ** Math.min(times, 5), 1_000),
} as const;

/**
 * A checked connection to a Redis that keeps what it is given.
 * @throws {QueueError} it cannot be reached, refuses the password, is too old, or would lose jobs
 */
export async function connectRedis(url: string): Promise<Redis> {
  // Commands of one turn of the event loop go out together: with many jobs at once that halves their cost.
  const redis = new Redis(url, { ...redisOptions, lazyConnect: true, enableAutoPipelining: true });
  let last: Error | null = null;
  redis.on('error', (error: Error) => {
    last = error;
  });
  try {
    await redis.connect();
    refuseUnfit(await redis.info(), placeOf(redis));
    return redis;
  } catch (cause) {
    redis.disconnect();
    if (cause instanceof QueueError) throw cause;
    const found: unknown = last ?? cause;
    const message = found instanceof Error ? found.message : String(found);
    const denied = /WRONGPASS|NOAUTH|invalid password|Authentication required/i.test(message);
    const advice = denied
      ? 'check user and password in REDIS_URL (redis://user:password@host:6379)'
      : 'check REDIS_URL and that the server runs';
    throw new QueueError(`Redis at ${placeOf(redis)} cannot be used: ${message}; ${advice}`, { cause });
  }
}

function refuseUnfit(info: string, place: string): void {
  const said = new Map(
    info.split(/\r?\n/).map((line) => {
      const [name = '', value = ''] = line.split(':', 2);
      return [name, value];
    }),
  );
  const version = said.get('redis_version') ?? '0';
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < oldestServer[0] || (major === oldestServer[0] && minor < oldestServer[1])) {
    throw new QueueError(
      `Redis at ${place} is ${version}; Wellspring needs ${oldestServer.join('.')} or newer`,
    );
  }
  const policy = said.get('maxmemory_policy');
  if (policy !== undefined && policy !== 'noeviction') {
    throw new QueueError(
      `Redis at ${place} throws keys away when it is full (maxmemory-policy ${policy}), and jobs with them; ` +
        'start it with --maxmemory-policy noeviction',
    );
  }
  if (said.get('aof_enabled') === '0') {
    throw new QueueError(
      `Redis at ${place} does not keep what it is given over a restart; start it with --appendonly yes`,
    );
  }
  if (said.get('aof_last_write_status') === 'err') {
    throw new QueueError(
      `Redis at ${place} cannot write to its disk and takes nothing in; make room there, it goes on by itself`,
    );
  }
}

/** Without user and password. */
function placeOf({ options }: Redis): string {
  return options.path ?? `${options.host}:${options.port}`;
}
