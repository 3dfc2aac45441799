import { useState } from 'react';
import { address, useAddress } from '../location.tsx';
import { shownTime } from '../shown-time.ts';

/** A sentence for a footnote, with an address that shows the same question. */
export function CiteForm({ query, total, unit }: { query: string; total: number; unit: string }) {
  const { origin, searchParams } = useAddress();
  const [copied, setCopied] = useState(false);
  const [at] = useState(() => new Date().toISOString());
  const link = `${origin}${address('/search', { q: query, copies: searchParams.get('copies') })}`;
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
