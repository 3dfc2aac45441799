import { useState } from 'react';
import { Citation } from '../../../api/answers.ts';
import { address } from '../location.tsx';
import { Loading, ProblemNotice } from '../problem-notice.tsx';
import { useAnswer } from '../use-answer.ts';

/** A line for a footnote, with an address that shows the same answer for ever. */
export function CiteForm({ query }: { query: string }) {
  const answer = useAnswer(address('/v1/cite', { q: query }), Citation);
  const [copied, setCopied] = useState(false);
  if (answer.state === 'failed') return <ProblemNotice problem={answer.problem} />;
  if (answer.state === 'loading') return <Loading />;
  const { text } = answer.value;
  return (
    <>
      <label htmlFor="citation">Citation of this answer</label>
      <textarea id="citation" readOnly rows={6} value={text} onFocus={(event) => event.target.select()} />
      <button
        type="button"
        onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
      >
        {copied ? 'Copied' : 'Copy'}
      </button>
    </>
  );
}
