import { describe, expect, it } from 'vitest';
import { attemptsOf, failureClass, retryWaitMs } from '../../../src/queue/failure-class.ts';

const error = (code: string) => Object.assign(new Error('x'), { code });

describe('the class of a failure', () => {
  it.each([
    ['transient', ['stale-commit', 'store', 'queue', 'ENOSPC', 'ERR_SQLITE_ERROR', '11600']],
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
