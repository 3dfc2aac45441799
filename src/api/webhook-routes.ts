import { z } from 'zod';
import { cursorOf } from '../changes/cursor.ts';
import type { WebhookDesk } from '../changes/webhook-desk.ts';
import { Attempt, Delivery, DeliveryState, Webhook, WebhookType } from '../model/webhook.ts';
import type { PlacedWebhook, WebhookStore } from '../store/webhook-store.ts';
import { type ApiServer, IdParams, pageQuery, problems, problemsWithId, told } from './api-server.ts';
import { notFound } from './problem.ts';

const tags = ['webhooks'];

const changeTypes: WebhookType[] = [
  'article.created',
  'article.updated',
  'article.removed',
  'story.changed',
  'story.merged',
];
const wishes = {
  url: z.url().max(2_000).describe('https; where messages are posted'),
  description: z.string().max(200),
  search: z.string().max(60).nullable().describe('Name of a saved search; null: every change'),
  types: z
    .array(WebhookType)
    .min(1)
    .max(10)
    .describe(
      'webhook.disabled tells when another webhook was disabled, alert.raised what saved searches tell of',
    ),
  format: z
    .enum(['standard', 'cloudevents'])
    .describe('standard: Standard Webhooks; cloudevents: 1.0, structured'),
};
const since = z.string().max(100).describe('A cursor, a time or now, as in /v1/changes');
const Wish = z.strictObject({
  ...wishes,
  description: wishes.description.default(''),
  search: wishes.search.default(null),
  types: wishes.types.default(changeTypes),
  format: wishes.format.default('standard'),
  since: since.optional().describe('Where its messages begin; now by default'),
});
const Change = z.strictObject({ ...wishes, enabled: z.boolean(), since }).partial();

/** As it is shown: with its cursor, without its secrets. */
const Shown = Webhook.omit({ secrets: true, replay: true }).extend({
  cursor: z.string().describe('Every change up to it has been planned for this receiver'),
  replay: z
    .object({ after: z.string(), to: z.string() })
    .nullable()
    .describe('Cursors of the range that is told again'),
  secretsUntil: z.array(z.string().nullable()).describe('Until when each secret signs, newest first'),
});
const WithSecret = Shown.extend({ secret: z.string().describe('Signs from now on; shown this once') });
const Listed = Delivery.extend({ last: Attempt.omit({ request: true }).nullable() });
const Deliveries = z.object({ deliveries: z.array(Listed), next: z.string().nullable() });
const Tested = Attempt.extend({ deliveryId: z.string() });

const refused = {
  422: told(
    'The address may not be spoken to, or there is no such search: codes refused-address, unknown-search',
  ),
} as const;
const lost = { 410: told('The feed no longer has that place: codes cursor-expired, cursor-ahead') } as const;

type Needs = {
  desk: WebhookDesk;
  webhooks: Pick<
    WebhookStore,
    'webhooks' | 'webhook' | 'removeWebhook' | 'deliveries' | 'delivery' | 'attempts'
  >;
};

/** Receivers, what was told to them, and how it went. */
export function webhookRoutes(app: ApiServer, { desk, webhooks }: Needs): void {
  const existing = <T>(found: T | null, id: string): T => {
    if (found === null) throw notFound('webhook', id);
    return found;
  };

  app.get(
    '/v1/webhooks',
    {
      schema: {
        tags,
        summary: 'All webhooks',
        response: { 200: z.object({ webhooks: z.array(Shown) }), ...problems },
      },
    },
    async () => ({ webhooks: (await webhooks.webhooks()).map(shown) }),
  );

  app.post(
    '/v1/webhooks',
    {
      schema: {
        tags,
        summary: 'Adds a receiver; the answer holds its secret',
        body: Wish,
        response: {
          201: WithSecret,
          ...problems,
          ...refused,
          ...lost,
          409: told('There are too many: code too-many'),
        },
      },
    },
    async ({ body: { since: from, ...wish } }, reply) =>
      reply
        .code(201)
        .header('cache-control', 'no-store')
        .send(withSecret(await desk.add(wish, from))),
  );

  app.get(
    '/v1/webhooks/:id',
    {
      schema: {
        tags,
        summary: 'One webhook',
        params: IdParams,
        response: { 200: Shown, ...problemsWithId },
      },
    },
    async ({ params: { id } }) => shown(existing(await webhooks.webhook(id), id)),
  );

  app.patch(
    '/v1/webhooks/:id',
    {
      schema: {
        tags,
        summary: 'Changes a webhook, disables it or enables it again (what waits is then sent)',
        params: IdParams,
        body: Change,
        response: { 200: Shown, ...problemsWithId, ...refused, ...lost },
      },
    },
    async ({ params: { id }, body }) => shown(existing(await desk.change(id, body), id)),
  );

  app.delete(
    '/v1/webhooks/:id',
    {
      schema: {
        tags,
        summary: 'Removes a webhook and its log',
        params: IdParams,
        response: { 204: z.null().describe('It is gone'), ...problemsWithId },
      },
    },
    async ({ params: { id } }, reply) => {
      if (!(await webhooks.removeWebhook(id))) throw notFound('webhook', id);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/v1/webhooks/:id/rotate',
    {
      schema: {
        tags,
        summary: 'A new secret; the one before signs beside it for 24 hours',
        params: IdParams,
        response: { 200: WithSecret, ...problemsWithId },
      },
    },
    async ({ params: { id } }, reply) =>
      reply.header('cache-control', 'no-store').send(withSecret(existing(await desk.rotate(id), id))),
  );

  app.post(
    '/v1/webhooks/:id/test',
    {
      schema: {
        tags,
        summary: 'Sends a signed message of type webhook.test now, once, and tells how it went',
        params: IdParams,
        response: { 200: Tested, ...problemsWithId },
      },
    },
    async ({ params: { id } }) => existing(await desk.test(id), id),
  );

  app.post(
    '/v1/webhooks/:id/replay',
    {
      schema: {
        tags,
        summary: 'Tells the changes of a range again, each under its webhook-id of before',
        params: IdParams,
        body: z.strictObject({
          since: since
            .optional()
            .describe('Changes after this cursor or from this time on; none: from the first'),
          until: since.optional().describe('Up to this cursor or time; none: up to what was told so far'),
        }),
        response: {
          202: Shown,
          ...problemsWithId,
          ...lost,
          409: told('A replay goes on already: code webhook-busy'),
        },
      },
    },
    async ({ params: { id }, body }, reply) =>
      reply.code(202).send(shown(existing(await desk.replay(id, body.since, body.until), id))),
  );

  app.get(
    '/v1/webhooks/:id/deliveries',
    {
      schema: {
        tags,
        summary: 'The log: messages with their last attempt, newest first',
        params: IdParams,
        querystring: z.strictObject({ ...pageQuery, state: DeliveryState.optional() }),
        response: { 200: Deliveries, ...problemsWithId },
      },
    },
    async ({ params: { id }, query: { limit, cursor = null, state } }) => {
      existing(await webhooks.webhook(id), id);
      return webhooks.deliveries(id, { limit, cursor, ...(state ? { state } : {}) });
    },
  );

  app.get(
    '/v1/webhooks/:id/deliveries/:delivery',
    {
      schema: {
        tags,
        summary: 'One message with every attempt: what was sent, what came back',
        params: z.strictObject({ id: IdParams.shape.id, delivery: z.string().min(1).max(100) }),
        response: { 200: Delivery.extend({ log: z.array(Attempt) }), ...problemsWithId },
      },
    },
    async ({ params: { id, delivery } }) => {
      const found = await webhooks.delivery(delivery);
      if (found?.webhookId !== id) throw notFound('delivery', delivery);
      return { ...found, log: await webhooks.attempts(delivery) };
    },
  );
}

function shown({ secrets, plannedSeq, replay, ...webhook }: PlacedWebhook): z.infer<typeof Shown> {
  return {
    ...webhook,
    cursor: cursorOf(plannedSeq),
    replay: replay && { after: cursorOf(replay.after), to: cursorOf(replay.to) },
    secretsUntil: secrets.map(({ until }) => until),
  };
}

function withSecret(webhook: PlacedWebhook): z.infer<typeof WithSecret> {
  return { ...shown(webhook), secret: webhook.secrets[0]?.secret ?? '' };
}
