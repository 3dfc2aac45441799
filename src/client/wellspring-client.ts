import type { Api, ChangeEvent, PublicArticle, Story } from './api-types.ts';

export type { Api, PublicArticle, Story };

/** A change with its place in the feed. */
export type Change = ChangeEvent & { cursor: string };

/** A line of a snapshot: what is there, to be put under its id. */
export type SnapshotItem =
  | { type: 'article.created'; at: string; id: string; revision: number; data: PublicArticle }
  | { type: 'story.changed'; at: string; id: string; revision: number; data: Story };

/** What to write, in one transaction with `cursor`; for a snapshot, instead of all that was there before. */
export type Step =
  | { kind: 'snapshot'; items: AsyncIterable<SnapshotItem>; cursor: string }
  | { kind: 'changes'; changes: readonly Change[]; cursor: string };

export type ClientOptions = {
  /** Where Wellspring listens: "http://127.0.0.1:8420". */
  url: string;
  key?: string;
  fetch?: typeof globalThis.fetch;
  /** The longest wait between two tries. */
  maxWaitMs?: number;
};

export type FollowOptions = {
  /** Of the last step that was written; null: begin with a snapshot. */
  cursor: string | null;
  /** Only what fits a query, or a saved search with the query it stands for (snapshots need that). */
  q?: string;
  /** False: end when there is nothing more. */
  stay?: boolean;
  signal?: AbortSignal;
};

/** What an operation is asked: `params` of its path, `query`, `body`. */
export type Question<Name extends keyof Api> = Omit<Api[Name], 'answer'>;

/** The service refused the question: asking again will not help. */
export class WellspringError extends Error {
  readonly code: string;
  readonly status: number;
  constructor(status: number, code: string, detail: string) {
    super(detail);
    this.status = status;
    this.code = code;
  }
}

/** The snapshot broke off: what came of it is not all, and must not be kept. */
export class BrokenSnapshotError extends Error {
  readonly code = 'broken-snapshot';
}

type Loose = { params?: Record<string, unknown>; query?: Record<string, unknown>; body?: unknown };

const FIRST_WAIT_MS = 500;
const POLL_SECONDS = 30;
const PAGE = 1_000;

/**
 * Follows a Wellspring store: every step once, in order; after breaks and errors of the service it goes on by itself, and
 * after too long an absence with a new snapshot. Asks every other question too, with types from its OpenAPI description.
 */
export function wellspringClient({ url, key, fetch = globalThis.fetch, maxWaitMs = 60_000 }: ClientOptions) {
  async function ask(
    path: string,
    signal: AbortSignal | undefined,
    {
      method = 'GET',
      headers = {},
      body,
    }: { method?: string; headers?: Record<string, string>; body?: string } = {},
  ): Promise<Response> {
    for (let tries = 0; ; tries += 1) {
      const answer = await fetch(new URL(path, url), {
        method,
        headers: { ...headers, ...(key === undefined ? {} : { authorization: `Bearer ${key}` }) },
        ...(body === undefined ? {} : { body }),
        ...(signal ? { signal } : {}),
      }).catch((error: unknown) => {
        if (signal?.aborted) throw error;
        return null;
      });
      if (answer?.ok) return answer;
      if (answer && !isPassing(answer)) throw await refusal(answer);
      await answer?.body?.cancel();
      const asked = Number(answer?.headers.get('retry-after') ?? 0) * 1_000;
      await waited(Math.min(maxWaitMs, Math.max(asked || 0, FIRST_WAIT_MS * 2 ** tries)), signal);
    }
  }

  async function snapshot(q: string | undefined, signal: AbortSignal | undefined): Promise<Step> {
    const asked = new URLSearchParams({ format: 'changes', ...(q === undefined ? {} : { q }) });
    const answer = await ask(`/v1/export?${asked}`, signal);
    return { kind: 'snapshot', items: snapshotItems(answer), cursor: cursorOf(answer) };
  }

  return {
    /**
     * Asks one operation by its name, as in `request('GET /v1/articles', { query: { q: 'verdict:late' } })`. A write
     * carries an Idempotency-Key, so that it has its effect once however often it has to be sent.
     *
     * @throws {WellspringError} it was refused
     */
    async request<Name extends keyof Api>(
      name: Name,
      question: Question<Name>,
      {
        signal,
        idempotencyKey = crypto.randomUUID(),
      }: { signal?: AbortSignal; idempotencyKey?: string } = {},
    ): Promise<Api[Name]['answer']> {
      const { params = {}, query = {}, body }: Loose = question;
      const [method = '', pattern = ''] = name.split(' ');
      const path = pattern.replace(/\{(\w+)\}/g, (_, param: string) =>
        encodeURIComponent(String(params[param])),
      );
      const asked = new URLSearchParams(
        Object.entries(query).flatMap(([field, value]) =>
          value === undefined ? [] : [[field, String(value)]],
        ),
      );
      const answer = await ask(asked.size > 0 ? `${path}?${asked}` : path, signal, {
        method,
        headers: {
          ...(method === 'GET' ? {} : { 'idempotency-key': idempotencyKey }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (answer.status === 204) return null;
      const isJson = answer.headers.get('content-type')?.includes('json') ?? false;
      return isJson ? answer.json() : answer.text();
    },

    async *follow({ cursor: from, q, stay = true, signal }: FollowOptions): AsyncGenerator<Step, void, void> {
      let cursor = from;
      while (!signal?.aborted) {
        if (cursor === null) {
          const step = await snapshot(q, signal);
          yield step;
          ({ cursor } = step);
          continue;
        }
        const asked = new URLSearchParams({
          since: cursor,
          limit: String(PAGE),
          wait: String(stay ? POLL_SECONDS : 0),
          ...(q === undefined ? {} : { q }),
        });
        const answer = await ask(`/v1/changes?${asked}`, signal).catch((error: unknown) => {
          if (error instanceof WellspringError && error.status === 410) return null;
          if (signal?.aborted) return undefined;
          throw error;
        });
        if (answer === undefined) return;
        if (answer === null) {
          cursor = null;
          continue;
        }
        const changes = (await answer.text())
          .split('\n')
          .filter((line) => line !== '')
          .map((line): Change => JSON.parse(line));
        const next = cursorOf(answer);
        if (next !== cursor) yield { kind: 'changes', changes, cursor: next };
        else if (!stay) return;
        cursor = next;
      }
    },
  };
}

/** Worth asking again: a fault, too many requests, or a write that is still worked on. */
function isPassing({ status, headers }: Response): boolean {
  return status >= 500 || status === 429 || (status === 409 && headers.has('retry-after'));
}

function cursorOf(answer: Response): string {
  const cursor = answer.headers.get('wellspring-cursor');
  if (cursor === null)
    throw new WellspringError(answer.status, 'no-cursor', 'the answer has no Wellspring-Cursor');
  return cursor;
}

async function refusal(answer: Response): Promise<WellspringError> {
  const problem: { code?: unknown; detail?: unknown } = await answer.json().catch(() => ({}));
  const { code = 'unknown', detail = `HTTP ${answer.status}` } = problem;
  return new WellspringError(answer.status, String(code), String(detail));
}

async function* snapshotItems(answer: Response): AsyncGenerator<SnapshotItem, void, void> {
  for await (const line of lines(answer)) {
    const item: SnapshotItem | { type: 'snapshot.end' } = JSON.parse(line);
    if (item.type === 'snapshot.end') return;
    yield item;
  }
  throw new BrokenSnapshotError('the snapshot ended before its last line');
}

async function* lines(answer: Response): AsyncGenerator<string, void, void> {
  let rest = '';
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const read = await reader?.read();
    if (!read || read.done) break;
    const parts = `${rest}${read.value}`.split('\n');
    rest = parts.pop() ?? '';
    yield* parts.filter((line) => line !== '');
  }
  if (rest !== '') yield rest;
}

async function waited(ms: number, signal: AbortSignal | undefined): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  const stop = () => resolve();
  signal?.addEventListener('abort', stop, { once: true });
  await promise;
  clearTimeout(timer);
  signal?.removeEventListener('abort', stop);
  signal?.throwIfAborted();
}
