import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Run } from '../../../src/model/run.ts';
import type { ScheduleState } from '../../../src/model/schedule-state.ts';
import type { ScheduleStore } from '../../../src/store/schedule-store.ts';

export type SchedulePlace = { open(): Promise<ScheduleStore>; clear(): Promise<void> };

const at = '2026-01-02T03:04:05.000Z';
const hour = (n: number) => `2026-01-02T${String(n).padStart(2, '0')}:00:00.000Z`;

function run(id: string, change: Partial<Run> = {}): Run {
  return {
    id,
    site: 'Portal',
    schedule: 'https://portal.example/news/',
    trigger: 'schedule',
    state: 'waiting',
    reason: null,
    plannedAt: at,
    startedAt: null,
    endedAt: null,
    starts: ['https://portal.example/news/'],
    jobs: ['k1'],
    outcomes: {},
    requests: 0,
    notDue: 0,
    freshArticles: 0,
    ...change,
  };
}

function state(change: Partial<ScheduleState> = {}): ScheduleState {
  return {
    id: 'https://portal.example/news/',
    site: 'Portal',
    version: 0,
    doneUntil: at,
    clockBack: 0,
    lastVisitAt: null,
    silent: null,
    nextAt: null,
    rates: [],
    learnedAt: null,
    delays: [],
    plan: null,
    ...change,
  };
}

/** What every ScheduleStore promises. `open` twice gives two handles on the same data. */
export function scheduleStoreContract(adapter: string, make: () => Promise<SchedulePlace>): void {
  describe(`ScheduleStore (${adapter})`, () => {
    let place: SchedulePlace;
    let store: ScheduleStore;
    beforeEach(async () => {
      place = await make();
      store = await place.open();
    });
    afterEach(async () => {
      await store.close();
      await place.clear();
    });

    it('keeps pauses of single sites and of all apart, beyond the process', async () => {
      expect(await store.pauses()).toEqual([]);
      await store.pause({ site: 'Portal', at, reason: 'they asked for it' });
      await store.pause({ site: null, at, reason: 'holidays' });
      await store.pause({ site: 'Portal', at, reason: 'they asked again' });
      const other = await place.open();
      expect(await other.pauses()).toEqual([
        { site: null, at, reason: 'holidays' },
        { site: 'Portal', at, reason: 'they asked again' },
      ]);
      expect(await other.resume(null)).toBe(true);
      expect(await other.resume(null)).toBe(false);
      expect(await other.pauses()).toEqual([{ site: 'Portal', at, reason: 'they asked again' }]);
      expect(await other.resume('Portal')).toBe(true);
      expect(await other.pauses()).toEqual([]);
      await other.close();
    });

    it('lets one of two writers of a state win', async () => {
      expect(await store.scheduleState(state().id)).toBeNull();
      expect(await store.saveScheduleState(state())).toBe(true);
      expect(await store.saveScheduleState(state({ doneUntil: hour(9) }))).toBe(false);
      const known = state({ version: 1, rates: [{ items: 2.5, hours: 4 }] });
      expect(await store.saveScheduleState(known)).toBe(true);
      expect(await store.saveScheduleState(known)).toBe(false);
      expect(await store.scheduleState(state().id)).toEqual({ ...known, version: 2 });
      await store.saveScheduleState(state({ id: 'https://a.example/' }));
      expect((await store.scheduleStates()).map(({ id }) => id)).toEqual(['https://a.example/', state().id]);
    });

    it('makes a run once and changes it as it goes', async () => {
      expect(await store.addRun(run('r1'))).toBe(true);
      expect(await store.addRun(run('r1', { state: 'done' }))).toBe(false);
      const changed = await store.changeRun('r1', (before) => ({
        ...before,
        state: 'running',
        startedAt: hour(4),
        outcomes: { stored: 3, 'not-due': 20 },
      }));
      expect(await store.run('r1')).toEqual(changed);
      expect(changed?.outcomes).toEqual({ stored: 3, 'not-due': 20 });
      expect(await store.changeRun('r2', (before) => before)).toBeNull();
      expect(await store.run('r2')).toBeNull();
    });

    it('lists runs newest first, page by page, by site and by state', async () => {
      for (const n of [1, 2, 3, 4, 5]) {
        const site = n % 2 === 0 ? 'Even' : 'Odd';
        await store.addRun(run(`r${n}`, { site, plannedAt: hour(n), state: n > 3 ? 'waiting' : 'done' }));
      }
      const ids = async (filter: Partial<Parameters<ScheduleStore['runs']>[0]>) =>
        (await store.runs({ limit: 10, cursor: null, ...filter })).runs.map(({ id }) => id);
      expect(await ids({})).toEqual(['r5', 'r4', 'r3', 'r2', 'r1']);
      expect(await ids({ site: 'Even' })).toEqual(['r4', 'r2']);
      expect(await ids({ state: 'done' })).toEqual(['r3', 'r2', 'r1']);
      expect(await ids({ site: 'Odd', state: 'done' })).toEqual(['r3', 'r1']);
      const first = await store.runs({ limit: 2, cursor: null });
      expect(first.runs.map(({ id }) => id)).toEqual(['r5', 'r4']);
      expect(await ids({ limit: 2, cursor: first.next })).toEqual(['r3', 'r2']);
      await expect(store.runs({ limit: 2, cursor: first.next, site: 'Odd' })).rejects.toMatchObject({
        code: 'invalid-cursor',
      });
      expect((await store.openRuns()).map(({ id }) => id)).toEqual(['r4', 'r5']);
    });

    it('lets go of old runs, never of open ones', async () => {
      await store.addRun(run('old', { plannedAt: hour(1), state: 'done' }));
      await store.addRun(run('open', { plannedAt: hour(1), state: 'running' }));
      await store.addRun(run('young', { plannedAt: hour(9), state: 'done' }));
      expect(await store.forgetRuns(hour(5))).toBe(1);
      expect((await store.runs({ limit: 9, cursor: null })).runs.map(({ id }) => id)).toEqual([
        'young',
        'open',
      ]);
    });
  });
}
