import { z } from 'zod';
import { UrlBiography } from '../model/url-biography.ts';
import { type ApiServer, problems } from './api-server.ts';

const url = z.string().min(1).max(8_000).describe('The address, percent-encoded');
const schema = {
  tags: ['collection'],
  summary:
    'How a URL was found, what was decided of it and why it is in the feed or not; also of one never met',
  response: { 200: UrlBiography, ...problems },
};

type Needs = { biography: (url: string) => Promise<UrlBiography> };

/** The life of one URL. Two ways to name it: long addresses do not fit into a path. */
export function biographyRoutes(app: ApiServer, { biography }: Needs): void {
  app.get(
    '/v1/urls/biography',
    { schema: { ...schema, querystring: z.strictObject({ url }) } },
    ({ query }) => biography(query.url),
  );
  app.get('/v1/urls/:url', { schema: { ...schema, params: z.strictObject({ url }) } }, ({ params }) =>
    biography(params.url),
  );
}
