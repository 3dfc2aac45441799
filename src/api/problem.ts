import { STATUS_CODES } from 'node:http';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { CursorGoneError } from '../changes/place-after.ts';
import { QueryError } from '../query/query-error.ts';
import type { Problem } from './answers.ts';

/** An answer other than the one asked for, by our own decision. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, detail: string) {
    super(detail);
    this.status = status;
    this.code = code;
  }
}

export function notFound(what: string, id: string): ApiError {
  return new ApiError(404, 'not-found', `there is no ${what} ${JSON.stringify(id.slice(0, 100))}`);
}

const Coded = z.object({
  code: z.enum([
    'health-decision',
    'invalid-cursor',
    'too-many',
    'refused-address',
    'unknown-search',
    'unknown-topic',
    'webhook-busy',
    'story-decision',
    'unknown-site',
    'as-of-too-many',
  ]),
  message: z.string(),
});
const STATUS = {
  'health-decision': 409,
  'invalid-cursor': 400,
  'too-many': 409,
  'refused-address': 422,
  'unknown-search': 422,
  'unknown-topic': 422,
  'webhook-busy': 409,
  'story-decision': 409,
  'unknown-site': 404,
  'as-of-too-many': 400,
} as const;
/** The way back into the feed for whoever lost it. */
const SNAPSHOT = '/v1/export?format=changes';
const FromFastify = z.object({ statusCode: z.int().min(400).max(499), message: z.string() });

/** The problem that an error is told as; an error of ours, not of the asker, is told without its words. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ApiError) return problem(error.status, error.code, error.message);
  if (error instanceof QueryError) {
    const { position, found, allowed } = error;
    return { ...problem(400, error.code, error.message), position, found, allowed: [...allowed] };
  }
  if (error instanceof CursorGoneError) {
    return { ...problem(410, error.code, error.message), snapshot: SNAPSHOT };
  }
  if (hasZodFastifySchemaValidationErrors(error)) {
    const errors = error.validation.map(({ instancePath, message = '', params }) => {
      const keys = z.object({ keys: z.array(z.string()) }).safeParse(params);
      const name = instancePath.slice(1) || (keys.success ? keys.data.keys.join(', ') : '');
      return { name, detail: message };
    });
    const detail = errors.map(({ name, detail: why }) => `${name}: ${why}`).join('; ');
    return { ...problem(400, 'invalid-request', detail), errors };
  }
  const coded = Coded.safeParse(error);
  if (coded.success) return problem(STATUS[coded.data.code], coded.data.code, coded.data.message);
  const known = FromFastify.safeParse(error);
  if (known.success) return problem(known.data.statusCode, 'invalid-request', known.data.message);
  return problem(500, 'internal', 'something failed on our side; the log of the service says what');
}

function problem(status: number, code: string, detail: string): Problem {
  return { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, detail, code };
}
