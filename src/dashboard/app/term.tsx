import type { ReactNode } from 'react';
import { definitions, type Term } from './definitions.ts';

/** Attributes of an element whose number or word has a definition: it shows on hover and on focus. */
export function defined(term: Term) {
  return { 'data-term': term, 'aria-describedby': `term-${term}` };
}

/** A word with its definition, reached by keyboard too. */
export function Defined({ term, children }: { term: Term; children: ReactNode }) {
  return (
    <button type="button" className="term" {...defined(term)}>
      {children}
    </button>
  );
}

/** A number with its name; both carry the definition. */
export function Figure({
  term,
  name,
  value,
  note,
}: {
  term: Term;
  name: string;
  value: ReactNode;
  note?: ReactNode;
}) {
  return (
    <div className="figure">
      <dt>
        <Defined term={term}>{name}</Defined>
      </dt>
      <dd>
        <span data-term={term}>{value}</span>
        {note !== undefined && <span className="note">{note}</span>}
      </dd>
    </div>
  );
}

/** What screen readers are told by `aria-describedby`; once a page. */
export function DefinitionTexts() {
  return (
    <div hidden>
      {Object.entries(definitions).map(([term, text]) => (
        <span key={term} id={`term-${term}`}>
          {text}
        </span>
      ))}
    </div>
  );
}
