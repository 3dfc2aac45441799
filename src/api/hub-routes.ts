import { z } from 'zod';
import type { HubDesk } from '../changes/hub-desk.ts';
import { type ApiServer, problems, told } from './api-server.ts';
import { originOf } from './origin-of.ts';

/** The form of WebSub; fields that a hub does not know are passed over. */
const Form = z.object({
  'hub.mode': z.enum(['subscribe', 'unsubscribe']),
  'hub.topic': z.url().max(2_000).describe('The address of a feed of a saved search'),
  'hub.callback': z.url().max(2_000).describe('https; where the feed is pushed to'),
  'hub.lease_seconds': z.coerce
    .number()
    .int()
    .positive()
    .optional()
    .describe('Ten days by default, at least five minutes, at most thirty days'),
  'hub.secret': z
    .string()
    .min(1)
    .refine((secret) => Buffer.byteLength(secret) < 200, 'at most 199 bytes')
    .optional()
    .describe('Signs what is pushed: X-Hub-Signature'),
});

/** The hub that feeds name: whoever may read may have them pushed. */
export function hubRoutes(app: ApiServer, { hub }: { hub: HubDesk }): void {
  // In a scope of its own: no other route takes forms, which any page of the web may send.
  void app.register(async (scope: ApiServer) => {
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_, body, done) =>
      done(null, Object.fromEntries(new URLSearchParams(body.toString()))),
    );
    scope.post(
      '/v1/hub',
      {
        schema: {
          tags: ['feeds'],
          summary: 'Subscribes to a feed, or ends it (WebSub)',
          description:
            'Takes a key with scope read. The wish holds once the callback has echoed hub.challenge. What is pushed is the ' +
            'newest page of the feed; 410 from the callback ends it.',
          consumes: ['application/x-www-form-urlencoded'],
          body: Form,
          response: {
            202: z.null().describe('It is taken in, and will be settled with the callback'),
            ...problems,
            409: told('There are too many subscribers: code too-many'),
            422: told('It cannot be: codes unknown-topic, unknown-search, refused-address'),
          },
        },
      },
      async (request, reply) => {
        const { body } = request;
        await hub.ask(
          {
            mode: body['hub.mode'],
            topic: body['hub.topic'],
            callback: body['hub.callback'],
            leaseSeconds: body['hub.lease_seconds'],
            secret: body['hub.secret'],
          },
          originOf(request),
        );
        return reply.code(202).send(null);
      },
    );
  });
}
