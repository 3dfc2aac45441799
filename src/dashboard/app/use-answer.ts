import { useEffect, useRef, useState } from 'react';
import type { z } from 'zod';
import { Problem } from '../../api/answers.ts';

/**
 * What the page knows: nothing yet, the answer, or why there is none. `stale` is shown until the next one comes: the
 * answer to the question before or, where asking the same again failed, the last one.
 */
export type Answer<T> =
  | { state: 'loading'; stale: T | null }
  | { state: 'here'; value: T }
  | { state: 'failed'; problem: Problem; stale: T | null };

const KEY = 'wellspring-key';

/** Kept for this tab only. */
export function keepKey(key: string): void {
  sessionStorage.setItem(KEY, key);
}

/** Whether this tab has a key; what it may do, the service knows. */
export function hasKey(): boolean {
  return sessionStorage.getItem(KEY) !== null;
}

/** What can be shown: the answer, or the one before while there is no other. */
export function shownOf<T>(answer: Answer<T>): T | null {
  return answer.state === 'here' ? answer.value : answer.stale;
}

/**
 * @param path null: there is nothing to ask for
 * @param again when it changes, the same is asked again, and what was there stays until the answer comes
 */
export function useAnswer<T>(path: string | null, shape: z.ZodType<T>, again: unknown = 0): Answer<T> {
  const [answer, setAnswer] = useState<Answer<T>>({ state: 'loading', stale: null });
  const asked = useRef<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `again` only says that it is time
  useEffect(() => {
    if (path === null) return;
    const leaving = new AbortController();
    if (asked.current !== path) {
      setAnswer((before) => ({ state: 'loading', stale: before.state === 'here' ? before.value : null }));
    }
    asked.current = path;
    const settle = (next: Answer<T>) => {
      if (leaving.signal.aborted) return;
      setAnswer((before) =>
        next.state === 'failed' && before.state !== 'loading' ? { ...next, stale: shownOf(before) } : next,
      );
    };
    ask(path, shape, leaving.signal).then(settle, (error: unknown) =>
      settle({ state: 'failed', problem: unreachable(error), stale: null }),
    );
    return () => leaving.abort();
  }, [path, shape, again]);
  return answer;
}

/** A request with the key of this tab, where it has one. */
export function askFor(path: string, init: RequestInit = {}): Promise<Response> {
  const key = sessionStorage.getItem(KEY);
  return fetch(path, {
    ...init,
    headers: { ...init.headers, ...(key ? { authorization: `Bearer ${key}` } : {}) },
  });
}

async function ask<T>(path: string, shape: z.ZodType<T>, signal: AbortSignal): Promise<Answer<T>> {
  const response = await askFor(path, { signal });
  const body: unknown = await response.json();
  if (response.ok) return { state: 'here', value: shape.parse(body) };
  return { state: 'failed', problem: Problem.parse(body), stale: null };
}

/** What a request that got no answer at all is told as. */
export function unreachable(error: unknown): Problem {
  const detail = error instanceof Error ? error.message : String(error);
  return {
    type: 'about:blank',
    title: 'The service does not answer',
    status: 0,
    detail,
    code: 'unreachable',
  };
}
