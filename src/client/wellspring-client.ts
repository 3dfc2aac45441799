import type { ChangeEvent, PublicArticle } from '../model/change-event.ts';
import type { Story } from '../model/story.ts';

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

const FIRST_WAIT_MS = 500;
const POLL_SECONDS = 30;
const PAGE = 1_000;

/**
 * Follows a Wellspring store: every step once, in order; after breaks and errors of the service it goes on by itself, and
 * after too long an absence with a new snapshot.
 */
export function wellspringClient({ url, key, fetch = globalThis.fetch, maxWaitMs = 60_000 }: ClientOptions) {
  async function ask(path: string, signal: AbortSignal | undefined): Promise<Response> {
    for (let tries = 0; ; tries += 1) {
      const answer = await fetch(new URL(path, url), {
        headers: key === undefined ? {} : { authorization: `Bearer ${key}` },
        ...(signal ? { signal } : {}),
      }).catch((error: unknown) => {
        if (signal?.aborted) throw error;
        return null;
      });
      if (answer?.ok) return answer;
      if (answer && answer.status < 500 && answer.status !== 429) throw await refusal(answer);
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
