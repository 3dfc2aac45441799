import type { Dispatcher } from 'undici';
import { whenAborted } from '../when-aborted.ts';

/** What came over the wire, content codings and all; null body: there was more than may be read. */
export type WireAnswer = {
  status: number;
  /** Names in lower case; repeated fields joined by ", ". */
  headers: Record<string, string>;
  body: Buffer<ArrayBuffer> | null;
};

export type ReadOptions = {
  headers: Readonly<Record<string, string>>;
  maxBytes: number;
  /** From now to the last byte. */
  totalTimeoutMs: number;
  signal?: AbortSignal;
};

/** No whole answer within the time that one may take. */
export class DeadlineError extends Error {}

/** Thrown on purpose to end a connection; never told to anyone. */
const enough = new Error('enough was read');

/**
 * One GET over a dispatcher, its body as one buffer. Without the streams and signals of `request`, which cost as much as
 * reading the page.
 *
 * @throws undici's errors, {@link DeadlineError}, or `signal`'s reason
 */
export function readAnswer(
  dispatcher: Dispatcher,
  url: string,
  { headers, maxBytes, totalTimeoutMs, signal }: ReadOptions,
): Promise<WireAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<WireAnswer>();
  const { origin, pathname, search } = new URL(url);
  const answer: WireAnswer = { status: 0, headers: {}, body: null };
  const chunks: Buffer[] = [];
  let size = 0;
  let connection: Dispatcher.DispatchController | null = null;
  let failure: Error | null = null;

  const give = (error: Error) => {
    failure ??= error;
    connection?.abort(failure);
    reject(failure);
  };
  const stop = () => give(signal?.reason instanceof Error ? signal.reason : new Error('stopped'));
  const timer = setTimeout(() => give(new DeadlineError('no whole answer in time')), totalTimeoutMs);
  const tooMuch = () => {
    failure = enough;
    resolve(answer);
    connection?.abort(enough);
  };
  const forget = signal && whenAborted(signal, stop);

  dispatcher.dispatch(
    { origin, path: pathname + search, method: 'GET', headers: { ...headers } },
    {
      onRequestStart(controller) {
        connection = controller;
        // Given up while it waited for a connection.
        if (failure) controller.abort(failure);
      },
      onResponseStart(_, status, fields) {
        answer.status = status;
        answer.headers = joinFields(fields);
        if (Number(answer.headers['content-length'] ?? 0) > maxBytes) tooMuch();
      },
      onResponseData(_, chunk) {
        size += chunk.length;
        if (size > maxBytes) tooMuch();
        else chunks.push(chunk);
      },
      onResponseEnd() {
        answer.body = Buffer.concat(chunks, size);
        resolve(answer);
      },
      onResponseError: (_, error) => reject(failure ?? error),
    },
  );
  return promise.finally(() => {
    clearTimeout(timer);
    forget?.();
  });
}

/** Header fields by lower-case name, repeated ones joined by ", ". */
export function joinFields(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined)
      joined[name.toLowerCase()] = typeof value === 'string' ? value : value.join(', ');
  }
  return joined;
}
