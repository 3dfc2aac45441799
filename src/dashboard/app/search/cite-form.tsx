import { useState } from 'react';
import { address, useAddress } from '../location.tsx';
import { shownTime } from '../shown-time.ts';
import { withTerm } from './narrowed-query.ts';

/** A sentence for a footnote, with an address that shows the same answer later. */
export function CiteForm({ query, total, unit }: { query: string; total: number; unit: string }) {
  const { origin, searchParams } = useAddress();
  const [copied, setCopied] = useState(false);
  const [at] = useState(() => new Date().toISOString());
  // Repeats the result: what came after that moment is not in it.
  const asOf = /(^| )as-of:/.test(query) ? query : withTerm(query, `as-of:${at.slice(0, 19)}`);
  const link = `${origin}${address('/search', { q: asOf, copies: searchParams.get('copies') })}`;
  const text = `Wellspring, query “${query}”: ${total.toLocaleString('en')} ${unit}, ${shownTime(at)} UTC. ${link}`;
  return (
    <>
      <label htmlFor="citation">Citation of this answer</label>
      <textarea id="citation" readOnly rows={5} value={text} onFocus={(event) => event.target.select()} />
      <button
        type="button"
        onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
      >
        {copied ? 'Copied' : 'Copy'}
      </button>
    </>
  );
}
