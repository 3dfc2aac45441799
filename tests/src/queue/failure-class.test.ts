import { describe, expect, it } from 'vitest';
import { attemptsOf, failureClass, retryWaitMs } from '../../../src/queue/failure-class.ts';

const error = (code: string) => Object.assign(new Error('x'), { code });

describe('the class of a failure', () => {
  it.each([
    ['transient', ['stale-commit', 'store', 'queue', 'ERR_SQLITE_ERROR', '11600']],
    // A disk that is full, and a folder that may not be written.
    ['transient', ['ENOSPC', 'EFBIG', 'EROFS', 'EACCES', 'EPERM']],
    // A MongoDB whose disk is full or broken, or that is overtaxed.
    ['transient', ['1', '8', '14031', '50', '64', '100', '251']],
    [
      'host',
      ['ECONNREFUSED', 'ECONNRESET', 'UND_ERR_CONNECT_TIMEOUT', 'ENOTFOUND', 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ],
    ['page', ['parse-failed', 'snapshot']],
    ['ours', ['unexpected', 'job-data', '']],
  ] as const)('is %s by its code', (expected, codes) => {
    expect(codes.map((code) => failureClass(error(code)))).toEqual(codes.map(() => expected));
  });

  it('is ours where nothing is known of it, and what the error itself says', () => {
    expect(failureClass(new TypeError('x is not a function'))).toBe('ours');
    expect(failureClass('a text')).toBe('ours');
    expect(failureClass(Object.assign(new Error('x'), { failureClass: 'host' }))).toBe('host');
    expect(failureClass(Object.assign(new Error('x'), { name: 'MongoNetworkError' }))).toBe('transient');
  });

  it.each([
    "OOM command not allowed when used memory > 'maxmemory'.",
    'MISCONF Errors writing to the AOF file: No space left on device',
    'NOREPLICAS Not enough good replicas to write.',
    "READONLY You can't write against a read only replica.",
    'LOADING Redis is loading the dataset in memory',
    'CLUSTERDOWN The cluster is down',
  ])('is transient where Redis refuses for the time being: %s', (message) => {
    const reply = (text: string) => Object.assign(new Error(text), { name: 'ReplyError' });
    expect(failureClass(reply(message))).toBe('transient');
    // What a script of BullMQ or ours was refused within.
    expect(failureClass(reply(`ERR Error running script: @user_script: 7: -${message}`))).toBe('transient');
    expect(failureClass(reply('WRONGTYPE Operation against a key holding the wrong kind of value'))).toBe(
      'ours',
    );
  });

  it('is transient where a page, or we, failed for want of something that comes back', () => {
    const around = (code: string, cause: unknown) => Object.assign(new Error('x', { cause }), { code });
    expect(failureClass(around('snapshot', error('EMFILE')))).toBe('transient');
    expect(failureClass(around('', around('snapshot', error('ENOSPC'))))).toBe('transient');
    // What goes wrong on the way to a host is the host's, whatever the system calls it.
    expect(failureClass(around('UND_ERR_SOCKET', error('EPIPE')))).toBe('host');
    expect(failureClass(around('snapshot', error('ENOENT')))).toBe('page');
    expect(failureClass(around('snapshot', 'a text'))).toBe('page');
  });

  it('decides how often and when a job is tried again', () => {
    const waits = (failure: Parameters<typeof attemptsOf>[0]) =>
      Array.from({ length: attemptsOf(failure) }, (_, n) => retryWaitMs(failure, n + 1, () => 0));
    expect(waits('page')).toEqual([1_000, null]);
    expect(waits('ours')).toEqual([1_000, 2_000, 4_000, 8_000, null]);
    expect(waits('host')).toEqual([60_000, 600_000, 3_600_000, 21_600_000, null]);
    expect(waits('transient')).toHaveLength(10);
    expect(retryWaitMs('ours', 1, () => 1)).toBe(1_500);
  });
});
