import { it } from 'vitest';
import { changeWaiters } from '../../../../src/store/sqlite/change-waiters.ts';

it('Waiting for a change outlives a store that cannot be read for a while', async () => {
  let seq: number | null = 1;
  const waiters = changeWaiters(() => {
    if (seq === null) throw new Error('disk I/O error');
    return seq;
  });
  const news = waiters.wait(1, 60_000);
  const runsOut = waiters.wait(1, 250);
  seq = null;
  await runsOut;
  seq = 2;
  await news;
  waiters.close();
});
