import { createHash } from 'node:crypto';
import { z } from 'zod';

/** A cursor that was cut, made up, or belongs to another question. */
export class PageCursorError extends Error {
  readonly code = 'invalid-cursor';
  constructor(cursor: string) {
    super(
      `cursor ${JSON.stringify(cursor.slice(0, 40))} does not belong to this question; ` +
        'ask again without a cursor and go on with the one in the answer',
    );
  }
}

const Content = z.tuple([z.string(), z.array(z.union([z.string(), z.number()]))]);

/** An opaque place in the answer to `question` (anything that JSON can hold). */
export function pageCursor(question: unknown, place: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify([fingerprint(question), place])).toString('base64url');
}

/**
 * The place behind a cursor, checked against the question and the shape expected of it.
 * @throws {PageCursorError}
 */
export function cursorPlace<T>(cursor: string, question: unknown, shape: z.ZodType<T>): T {
  try {
    const [mark, place] = Content.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    if (mark !== fingerprint(question)) throw new PageCursorError(cursor);
    return shape.parse(place);
  } catch {
    throw new PageCursorError(cursor);
  }
}

function fingerprint(question: unknown): string {
  return createHash('sha256').update(JSON.stringify(question)).digest('hex').slice(0, 12);
}
