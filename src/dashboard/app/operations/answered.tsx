import type { ReactNode } from 'react';
import { Loading, ProblemNotice } from '../problem-notice.tsx';
import { type Answer, shownOf } from '../use-answer.ts';

/** A part of the page: what is shown while it is asked for, when there is no answer, and when there is one. */
export function Answered<T>({ answer, children }: { answer: Answer<T>; children(value: T): ReactNode }) {
  const value = shownOf(answer);
  return (
    <div className="part" aria-busy={answer.state === 'loading'}>
      {answer.state === 'failed' && <ProblemNotice problem={answer.problem} />}
      {value === null && answer.state === 'loading' && <Loading />}
      {value !== null && children(value)}
    </div>
  );
}
