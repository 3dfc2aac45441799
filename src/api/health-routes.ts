import { z } from 'zod';
import type { HealthDesk } from '../health/health-desk.ts';
import { DriftState } from '../model/drift.ts';
import type { OperationStore } from '../store/operation-store.ts';
import { type ApiServer, IdParams, pageQuery, problems, problemsWithId, told } from './api-server.ts';
import { AuditPage, DriftAnswer, DriftPage, HeldPageList, SiteConditions } from './health-answers.ts';
import { notFound } from './problem.ts';
import { whoAsks } from './who-asks.ts';

const tags = ['operation'];
const decided = {
  ...problemsWithId,
  409: told('It cannot be decided so: code health-decision'),
} as const;
const Selector = z.string().min(1).max(500);
const Choice = z
  .strictObject({
    drift: z.string().max(200).optional(),
    site: z.string().max(200).optional(),
    url: z.url().optional(),
  })
  .refine((one) => Object.keys(one).length === 1, 'name one of drift, site, url');

/** How sites do, what changed, what is held, and the decisions on it; the log of all decisions. */
export function healthRoutes(
  app: ApiServer,
  { health, operations }: { health: HealthDesk; operations: OperationStore },
): void {
  app.get(
    '/v1/health',
    {
      schema: {
        tags,
        summary: 'How each site does, the ones that need somebody first',
        response: { 200: SiteConditions, ...problems },
      },
    },
    async () => ({ sites: await health.sites() }),
  );

  app.get(
    '/v1/drifts',
    {
      schema: {
        tags,
        summary: 'Changes that were found, newest first',
        querystring: z.strictObject({
          state: DriftState.optional(),
          site: z.string().max(200).optional(),
          limit: pageQuery.limit,
        }),
        response: { 200: DriftPage, ...problems },
      },
    },
    async ({ query: { state, site, limit } }) => ({
      drifts: await operations.drifts({ limit, ...(state ? { state } : {}), ...(site ? { site } : {}) }),
    }),
  );

  app.get(
    '/v1/drifts/:id',
    {
      schema: {
        tags,
        summary:
          'One change, with selectors that would mend it and what they do on its held pages (takes seconds)',
        params: IdParams,
        response: { 200: DriftAnswer, ...problemsWithId },
      },
    },
    async ({ params: { id } }) => {
      const detail = await health.detail(id);
      if (!detail) throw notFound('drift', id);
      return detail;
    },
  );

  app.post(
    '/v1/drifts/:id/approve',
    {
      schema: {
        tags,
        summary: "Write selectors into the site's file, and run the held pages again that are well with them",
        params: IdParams,
        body: z.strictObject({
          selectors: z
            .strictObject({
              title: Selector.optional(),
              authors: Selector.optional(),
              date: Selector.optional(),
              category: Selector.optional(),
              views: Selector.optional(),
              body: Selector.optional(),
            })
            .refine((one) => Object.keys(one).length > 0, 'name at least one field'),
        }),
        response: {
          200: z.object({ file: z.string(), released: z.int(), stillHeld: z.int() }),
          ...decided,
        },
      },
    },
    async (request) => health.approve(request.params.id, given(request.body.selectors), whoAsks(request)),
  );

  app.post(
    '/v1/drifts/:id/accept',
    {
      schema: {
        tags,
        summary: 'The pages are right as they are: learn them anew, and run the held ones',
        params: IdParams,
        response: { 200: z.object({ released: z.int() }), ...decided },
      },
    },
    async (request) => health.accept(request.params.id, whoAsks(request)),
  );

  app.get(
    '/v1/quarantine',
    {
      schema: {
        tags,
        summary: 'Pages that are held, by address',
        querystring: z.strictObject({
          site: z.string().max(200).optional(),
          drift: z.string().max(200).optional(),
          ...pageQuery,
        }),
        response: { 200: HeldPageList, ...problems },
      },
    },
    async ({ query: { site, drift, limit, cursor } }) =>
      operations.held({
        ...(site === undefined ? {} : { site }),
        ...(drift === undefined ? {} : { driftId: drift }),
        ...{ limit, cursor: cursor ?? null },
      }),
  );

  app.post(
    '/v1/quarantine/release',
    {
      schema: {
        tags,
        summary: 'Run held pages as they are: those of a drift, of a site, or one',
        body: Choice,
        response: { 200: z.object({ released: z.int() }), ...decided },
      },
    },
    async (request) => health.release(choiceOf(request.body), whoAsks(request)),
  );

  app.post(
    '/v1/quarantine/drop',
    {
      schema: {
        tags,
        summary: 'Give held pages up: they stay in the archive, their URLs stay quarantined',
        body: Choice,
        response: { 200: z.object({ dropped: z.int() }), ...decided },
      },
    },
    async (request) => health.drop(choiceOf(request.body), whoAsks(request)),
  );

  app.get(
    '/v1/audit',
    {
      schema: {
        tags,
        summary: 'Who changed what by hand, newest first',
        querystring: z.strictObject(pageQuery),
        response: { 200: AuditPage, ...problems },
      },
    },
    async ({ query: { limit, cursor } }) => operations.entries({ limit, cursor: cursor ?? null }),
  );
}

/** Without the fields that were left out. */
function given<T extends Record<string, string | undefined>>(fields: T): { [K in keyof T]?: string } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: string;
  };
}

function choiceOf({ drift, site, url }: z.infer<typeof Choice>) {
  if (drift !== undefined) return { driftId: drift };
  return site === undefined ? { url: url ?? '' } : { site };
}
