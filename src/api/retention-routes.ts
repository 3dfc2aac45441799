import { z } from 'zod';
import { RetentionRule } from '../model/retention-rule.ts';
import { type ApiServer, problems, told } from './api-server.ts';
import { notFound } from './problem.ts';
import { type RemovalDesk, reached, removalAnswers } from './removal-routes.ts';
import { whoAsks } from './who-asks.ts';

const ExpiredCount = z.object({
  rule: z.string(),
  site: z.string(),
  articles: z.int().positive(),
  textBytes: z.int().nonnegative().describe('Of titles and texts'),
});

const RetentionPreview = z.object({
  rules: z.array(RetentionRule).describe('As the settings have them; an article goes by the first that fits'),
  expired: z.array(ExpiredCount).describe('What would go now, most articles first'),
});
export type RetentionPreview = z.infer<typeof RetentionPreview>;

/** What the rules of the settings let go of. */
export type RetentionDesk = {
  rules: readonly RetentionRule[];
  counted(): Promise<z.infer<typeof ExpiredCount>[]>;
};

type Needs = { retention: RetentionDesk; removal: RemovalDesk };
const tags = ['operation'];
const unknownSite = { 404: told('A rule names a site that is not there: code unknown-site') };

/** What the retention rules would let go of, and the letting go, which is a removal like those on request. */
export function retentionRoutes(app: ApiServer, { retention, removal: desk }: Needs): void {
  app.get(
    '/v1/retention',
    {
      schema: {
        tags,
        summary: 'The retention rules, and what they would take out now; takes nothing out',
        response: { 200: RetentionPreview, ...problems, ...unknownSite },
      },
    },
    async () => ({ rules: [...retention.rules], expired: await retention.counted() }),
  );

  app.post(
    '/v1/retention/apply',
    {
      schema: {
        tags,
        summary: 'Take out what the retention rules name, with tombstones',
        response: { ...removalAnswers, ...problems, ...unknownSite },
      },
    },
    async (request, reply) => {
      const asked = await desk.ask({ retention: true }, { reason: 'retention rules', who: whoAsks(request) });
      if (!asked) throw notFound('removal', 'retention');
      const { code, headers, now } = await reached(asked, desk);
      return reply.code(code).headers(headers).send(now);
    },
  );
}
