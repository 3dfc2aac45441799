import type { z } from 'zod';
import { type Answer, useAnswer } from '../use-answer.ts';
import { useTicks } from '../use-ticks.ts';
import { useActionDesk } from './action-desk.tsx';

/** Asked for again after each action and, while the window is seen, every so many milliseconds. */
export function useLiveAnswer<T>(
  path: string | null,
  shape: z.ZodType<T>,
  everyMs: number | null = null,
): Answer<T> {
  const { done } = useActionDesk();
  return useAnswer(path, shape, `${done} ${useTicks(everyMs)}`);
}
