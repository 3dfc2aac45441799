import { z } from 'zod';
import { Run, RunState } from '../model/run.ts';
import type { ScheduleDesk } from '../schedule/schedule-desk.ts';
import type { ScheduleStore } from '../store/schedule-store.ts';
import { type ApiServer, IdParams, pageQuery, problems, problemsWithId } from './api-server.ts';
import { notFound } from './problem.ts';
import { PauseList, RunPage, ScheduleList } from './schedule-answer.ts';

const tags = ['operation'];
const site = z.string().min(1).max(200);
const reason = z.string().min(1).max(500).default('by hand').describe('What others are told');

type Needs = { desk: ScheduleDesk; schedules: Pick<ScheduleStore, 'runs' | 'run'> };

/** When sites are visited, what was visited, and the hands on it. */
export function scheduleRoutes(app: ApiServer, { desk, schedules }: Needs): void {
  app.get(
    '/v1/schedules',
    {
      schema: {
        tags,
        summary: 'Each list with its rhythm, its next runs, what its goal promises and what was reached',
        querystring: z.strictObject({
          site: site.optional().describe('Of this site only'),
          times: z.coerce
            .number()
            .int()
            .min(0)
            .max(200)
            .default(20)
            .describe('How many next runs each tells'),
        }),
        response: { 200: ScheduleList, ...problemsWithId },
      },
    },
    async ({ query: { site: name, times } }) => ({
      schedules: await desk.schedules({ ...(name === undefined ? {} : { site: name }), times }),
      pauses: await desk.pauses(),
      alarms: await desk.alarms(),
      brokenFiles: [...desk.brokenFiles()],
    }),
  );

  app.post(
    '/v1/schedules/pause',
    {
      schema: {
        tags,
        summary: 'Pause a site, or all; lasts over restarts, until it is resumed',
        body: z.strictObject({ site: site.optional().describe('Left out: all sites'), reason }),
        response: { 200: PauseList, ...problemsWithId },
      },
    },
    async ({ body }) => {
      await desk.pause(body.site ?? null, body.reason);
      return { pauses: await desk.pauses() };
    },
  );

  app.post(
    '/v1/schedules/resume',
    {
      schema: {
        tags,
        summary: 'End the pause of a site, or the one of all (those of single sites stay)',
        body: z.strictObject({ site: site.optional().describe('Left out: the pause of all') }),
        response: { 200: PauseList, ...problemsWithId },
      },
    },
    async ({ body }) => {
      await desk.resume(body.site ?? null);
      return { pauses: await desk.pauses() };
    },
  );

  app.get(
    '/v1/runs',
    {
      schema: {
        tags,
        summary: 'Runs with what came of their URLs, newest first',
        querystring: z.strictObject({
          ...pageQuery,
          site: site.optional().describe('Of this site only'),
          state: RunState.optional().describe('In this state only'),
        }),
        response: { 200: RunPage, ...problems },
      },
    },
    ({ query: { limit, cursor = null, site: name, state } }) =>
      schedules.runs({
        ...(name === undefined ? {} : { site: name }),
        ...(state === undefined ? {} : { state }),
        ...{ limit, cursor },
      }),
  );

  app.get(
    '/v1/runs/:id',
    { schema: { tags, summary: 'One run', params: IdParams, response: { 200: Run, ...problemsWithId } } },
    async ({ params: { id } }) => {
      const run = await schedules.run(id);
      if (!run) throw notFound('run', id);
      return run;
    },
  );

  app.post(
    '/v1/runs',
    {
      schema: {
        tags,
        summary: 'Visit all lists of a site now',
        body: z.strictObject({ site, reason }),
        response: { 202: Run, ...problemsWithId },
      },
    },
    async ({ body }, reply) => reply.code(202).send(await desk.runNow(body.site, body.reason)),
  );

  app.post(
    '/v1/runs/:id/cancel',
    {
      schema: {
        tags,
        summary: 'End a run; what it has not visited yet is told as not-due',
        params: IdParams,
        body: z.strictObject({ reason }),
        response: { 200: Run, ...problemsWithId },
      },
    },
    async ({ params: { id }, body }) => {
      const run = await desk.cancel(id, body.reason);
      if (!run) throw notFound('open run', id);
      return run;
    },
  );
}
