import type { Filter } from 'mongodb';
import { z } from 'zod';
import { openStates, Run } from '../../model/run.ts';
import { Pause, ScheduleState } from '../../model/schedule-state.ts';
import { cursorPlace, pageCursor } from '../page-cursor.ts';
import type { ScheduleStore } from '../schedule-store.ts';
import type { Connection } from './connect.ts';
import { inserted } from './duplicate-key.ts';
import { patiently } from './patience.ts';
import { wellFormed } from './well-formed.ts';

type PauseDocument = Pause & { _id: string };
type StateDocument = ScheduleState & { _id: string };
type RunDocument = Run & { _id: string };

/** Pauses of one site lie under its name, the one of all under this. */
const ALL = '';

/** Schedules and runs in the store's own database. */
export function mongoSchedules({ db, transact }: Connection): ScheduleStore {
  const pauses = db.collection<PauseDocument>('pauses');
  const states = db.collection<StateDocument>('scheduleStates');
  const runs = db.collection<RunDocument>('runs');
  return {
    pauses: () =>
      patiently(async () =>
        (await pauses.find().sort({ _id: 1 }).toArray()).map((document) => Pause.parse(document)),
      ),
    async pause(pause) {
      await patiently(() => pauses.replaceOne({ _id: pause.site ?? ALL }, pause, { upsert: true }));
    },
    resume: (site) => patiently(async () => (await pauses.deleteOne({ _id: site ?? ALL })).deletedCount > 0),

    scheduleStates: () =>
      patiently(async () =>
        (await states.find().sort({ _id: 1 }).toArray()).map((document) => ScheduleState.parse(document)),
      ),
    scheduleState: (id) =>
      patiently(async () => {
        const found = await states.findOne({ _id: id });
        return found ? ScheduleState.parse(found) : null;
      }),
    saveScheduleState: (state) =>
      patiently(async () => {
        const next = { ...wellFormed(state), version: state.version + 1 };
        if (state.version === 0) return inserted(() => states.insertOne({ ...next, _id: state.id }));
        const { matchedCount } = await states.replaceOne({ _id: state.id, version: state.version }, next);
        return matchedCount > 0;
      }),

    addRun: (run) => patiently(() => inserted(() => runs.insertOne({ ...wellFormed(run), _id: run.id }))),
    run: (id) =>
      patiently(async () => {
        const found = await runs.findOne({ _id: id });
        return found ? Run.parse(found) : null;
      }),
    changeRun: (id, change) =>
      transact(async (session) => {
        const found = await runs.findOne({ _id: id }, { session });
        if (!found) return null;
        const changed = wellFormed(change(Run.parse(found)));
        await runs.replaceOne({ _id: id }, changed, { session });
        return changed;
      }),
    runs: ({ site, state, limit, cursor }) =>
      patiently(async () => {
        const question = ['runs', site ?? null, state ?? null];
        const conditions: Filter<RunDocument>[] = [];
        if (site !== undefined) conditions.push({ site });
        if (state !== undefined) conditions.push({ state });
        if (cursor !== null) {
          const [plannedAt, id] = cursorPlace(cursor, question, z.tuple([z.string(), z.string()]));
          conditions.push({ $or: [{ plannedAt: { $lt: plannedAt } }, { plannedAt, _id: { $lt: id } }] });
        }
        const rows = await runs
          .find(conditions.length > 0 ? { $and: conditions } : {})
          .sort({ plannedAt: -1, _id: -1 })
          .limit(limit + 1)
          .toArray();
        const found = rows.slice(0, limit).map((document) => Run.parse(document));
        const last = found.at(-1);
        const next = rows.length > limit && last ? pageCursor(question, [last.plannedAt, last.id]) : null;
        return { runs: found, next };
      }),
    openRuns: () =>
      patiently(async () => {
        const found = await runs
          .find({ state: { $in: [...openStates] } })
          .sort({ plannedAt: 1, _id: 1 })
          .toArray();
        return found.map((document) => Run.parse(document));
      }),
    forgetRuns: (before) =>
      patiently(async () => {
        const old = { plannedAt: { $lt: before }, state: { $nin: [...openStates] } };
        return (await runs.deleteMany(old)).deletedCount;
      }),
    close: async () => undefined,
  };
}
