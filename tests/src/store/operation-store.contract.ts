import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newWatch } from '../../../src/health/new-watch.ts';
import type { AuditEntry } from '../../../src/model/audit-entry.ts';
import type { Drift, HeldPage } from '../../../src/model/drift.ts';
import type { Removal } from '../../../src/model/removal.ts';
import type { WatchChange } from '../../../src/store/health-store.ts';
import type { OperationStore } from '../../../src/store/operation-store.ts';

type Place = { open(): Promise<OperationStore>; clear(): Promise<void> };

const at = '2026-01-02T03:04:05.000Z';
const later = '2026-01-03T03:04:05.000Z';

const drift = (change: Partial<Drift> = {}): Drift => ({
  ...{ id: 'd1', site: 'portal.example', state: 'open', severity: 'hold', since: at, openedAt: at },
  sinceUrl: 'https://portal.example/1',
  signs: [{ sign: 'date', side: 'fewer', usual: 0.98, found: 0, after: 4, at }],
  ...{ decidedAt: null, decidedBy: null },
  ...change,
});
const held = (n: number, change: Partial<HeldPage> = {}): HeldPage => ({
  url: `https://portal.example/${n}`,
  site: 'portal.example',
  snapshot: { file: 'wellspring-1-1-1.warc.gz', offsetBytes: n },
  ...{ heldAt: at, reason: 'in doubt: fewer dates', driftId: null },
  signs: [{ sign: 'date', side: 'fewer' }],
  ...change,
});
const removal = (n: number, changed: Partial<Removal> = {}): Removal => ({
  ...{
    id: `r${n}`,
    target: n === 3 ? { url: '3' } : { hosts: ['portal.example'] },
    reason: 'asked',
    who: 'cli:ada',
  },
  ...{
    state: 'waiting',
    articles: 0,
    urls: 0,
    pages: 0,
    looked: 0,
    error: null,
    startedAt: null,
    endedAt: null,
  },
  askedAt: n === 1 ? at : later,
  ...changed,
});
const change = (one: Partial<WatchChange> = {}): WatchChange => ({
  watch: newWatch('portal.example'),
  ...{ expectedVersion: 0, drift: null, held: [], released: [] },
  ...one,
});
const all = { limit: 100, cursor: null };

/** The promises of the port, on any adapter. */
export function operationStoreContract(adapter: string, make: () => Promise<Place>): void {
  describe(`what operators look after (${adapter})`, () => {
    let place: Place;
    let store: OperationStore;
    beforeEach(async () => {
      place = await make();
      store = await place.open();
    });
    afterEach(async () => {
      await store.close();
      await place.clear();
    });

    it('keeps a watch, with odd keys in it, over the end of the process', async () => {
      const watch = newWatch('portal.example');
      watch.shapes['/a.b/$0/*.html?x'] = { pages: 1, articles: 1, lists: 0, usedAt: 1 };
      expect(await store.watch('portal.example')).toBeNull();
      expect(await store.saveWatch(change({ watch }))).toBe(true);
      await store.close();
      store = await place.open();
      expect(await store.watch('portal.example')).toEqual({ watch, version: 1, drift: null });
      expect(await store.watches()).toEqual([watch]);
    });

    it('tells a writer that another was first, and writes nothing of it', async () => {
      await store.saveWatch(change());
      const late = change({ drift: drift(), held: [held(1)] });
      expect(await store.saveWatch(late)).toBe(false);
      expect(await store.saveWatch({ ...late, expectedVersion: 7 })).toBe(false);
      expect(await store.drifts({ limit: 9 })).toEqual([]);
      expect(await store.heldPage(held(1).url)).toBeNull();
      expect(await store.saveWatch({ ...late, expectedVersion: 1 })).toBe(true);
    });

    it('lets one of many writers at once through', async () => {
      const tries = await Promise.all([1, 2, 3, 4].map(() => store.saveWatch(change())));
      expect(tries.filter(Boolean)).toHaveLength(1);
    });

    it('gives the pages that were held for a doubt to the drift that it became', async () => {
      await store.saveWatch(change({ held: [held(1)] }));
      expect(await store.held(all)).toEqual({ pages: [held(1)], next: null });
      await store.saveWatch(change({ expectedVersion: 1, drift: drift(), held: [held(2)] }));
      const { pages } = await store.held({ ...all, driftId: 'd1' });
      expect(pages).toEqual([held(1, { driftId: 'd1' }), held(2, { driftId: 'd1' })]);
      expect((await store.watch('portal.example'))?.drift).toEqual(drift());
      expect(await store.heldBySite()).toEqual([{ site: 'portal.example', pages: 2, oldestAt: at }]);
    });

    it('lets pages go, and closes a drift', async () => {
      await store.saveWatch(change({ drift: drift(), held: [held(1), held(2), held(3)] }));
      const closed = drift({ state: 'accepted', decidedAt: later, decidedBy: 'cli:ada' });
      await store.saveWatch(change({ expectedVersion: 1, drift: closed, released: [held(2).url] }));
      expect((await store.held(all)).pages.map(({ url }) => url)).toEqual([held(1).url, held(3).url]);
      expect((await store.watch('portal.example'))?.drift).toBeNull();
      expect(await store.drift('d1')).toEqual(closed);
      expect(await store.drifts({ state: 'open', limit: 9 })).toEqual([]);
    });

    it('lists drifts newest first, and held pages page by page', async () => {
      await store.saveWatch(
        change({ drift: drift({ state: 'passed' }), held: [1, 2, 3].map((n) => held(n)) }),
      );
      const other = { watch: newWatch('other.example'), expectedVersion: 0 };
      await store.saveWatch(
        change({ ...other, drift: drift({ id: 'd2', site: 'other.example', openedAt: later }) }),
      );
      expect((await store.drifts({ limit: 9 })).map(({ id }) => id)).toEqual(['d2', 'd1']);
      expect((await store.drifts({ limit: 9, site: 'portal.example' })).map(({ id }) => id)).toEqual(['d1']);
      const first = await store.held({ site: 'portal.example', limit: 2, cursor: null });
      expect(first.pages).toHaveLength(2);
      const rest = await store.held({ site: 'portal.example', limit: 2, cursor: first.next });
      expect(rest).toEqual({ pages: [held(3)], next: null });
      await expect(store.held({ limit: 2, cursor: first.next })).rejects.toMatchObject({
        code: 'invalid-cursor',
      });
    });

    it('keeps removals as they were last written, and lists them newest first, page by page', async () => {
      const removals = [1, 2, 3].map((n) => removal(n));
      for (const one of removals) await store.saveRemoval(one);
      const changed = removal(2, { state: 'done', articles: 7, startedAt: at, endedAt: later });
      await store.saveRemoval(changed);
      await store.close();
      store = await place.open();
      expect(await store.removal('r2')).toEqual(changed);
      expect(await store.removal('r9')).toBeNull();
      await store.saveRemoval(removal(4, { state: 'failed' }));
      await store.saveRemoval(removal(0, { state: 'running' }));
      expect((await store.openRemovals()).map(({ id }) => id)).toEqual(['r1', 'r0', 'r3']);
      expect((await store.removals({ limit: 9, cursor: null })).removals.map(({ id }) => id)).toEqual([
        ...['r4', 'r3', 'r2', 'r0', 'r1'],
      ]);
      const first = await store.removals({ limit: 3, cursor: null });
      expect(first.removals.slice(1)).toEqual([removal(3), changed]);
      const rest = await store.removals({ limit: 3, cursor: first.next });
      expect(rest).toEqual({ removals: [removal(0, { state: 'running' }), removal(1)], next: null });
    });

    it('forgets a site, and no other', async () => {
      await store.saveWatch(change({ drift: drift(), held: [held(1)] }));
      await store.saveWatch(change({ watch: newWatch('other.example') }));
      await store.forgetSite('portal.example');
      expect(await store.watch('portal.example')).toBeNull();
      expect(await store.drifts({ limit: 9 })).toEqual([]);
      expect((await store.held(all)).pages).toEqual([]);
      expect((await store.watches()).map(({ site }) => site)).toEqual(['other.example']);
    });

    it('keeps the log of who did what, newest first, page by page', async () => {
      const entry = (n: number): AuditEntry => ({
        at: n < 3 ? at : later,
        ...{
          who: 'cli:ada',
          action: 'quarantine release',
          subject: `d${n}`,
          note: n === 1 ? 'by hand' : null,
        },
      });
      for (const n of [1, 2, 3]) await store.note(entry(n));
      const first = await store.entries({ limit: 2, cursor: null });
      expect(first.entries).toEqual([entry(3), entry(2)]);
      expect(await store.entries({ limit: 2, cursor: first.next })).toEqual({
        entries: [entry(1)],
        next: null,
      });
      expect(await store.forgetEntries(later)).toBe(2);
      expect((await store.entries({ limit: 9, cursor: null })).entries).toEqual([entry(3)]);
    });
  });
}
