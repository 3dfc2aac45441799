import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { Problem } from './answers.ts';

/** The server as groups of routes see it: schemas are zod, and types follow from them. */
export type ApiServer = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** An answer that is a problem. */
export const told = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: Problem } },
});

/** What any route may answer instead. */
export const problems = {
  400: told('A parameter or the query is wrong: codes invalid-request, query, invalid-cursor'),
  401: told('A key with scope read is needed (operate, to change anything): code unauthorized'),
  403: told('The key has scope read only: code forbidden'),
  413: told('The body is larger than 64 kB: code invalid-request'),
  414: told('A name or an address within the path is too long: code invalid-request'),
  429: told('Too many requests in a minute: code too-many-requests; Retry-After says how long to wait'),
  431: told('The address with its query is longer than 128 kB: code invalid-request'),
  500: told('Our fault: code internal'),
} as const;

export const problemsWithId = { ...problems, 404: told('There is none: code not-found') } as const;

export const IdParams = z.strictObject({ id: z.string().min(1).max(200) });

/** Bounds and place of one page of an answer. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('How many at most'),
  cursor: z.string().max(4_000).optional().describe('`next` of the answer before, to the same question'),
};

export const queryText = z
  .string()
  .max(20_000)
  .default('*')
  .describe('The query language (docs/query.md); * is everything');

/** An answer that is no JSON: bytes at once or as a stream. */
export const Bytes = z.custom<string | Buffer | Readable>().meta({ type: 'string' });

/** A JSON object that is written out already. */
export const WrittenJson = z.custom<string>().meta({ type: 'object' });
