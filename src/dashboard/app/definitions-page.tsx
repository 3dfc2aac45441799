import { definitions } from './definitions.ts';
import { useTitle } from './use-title.ts';

/** Every definition at one place, to be cited. */
export function DefinitionsPage() {
  useTitle('What the numbers mean');
  const sorted = Object.entries(definitions).sort(([a], [b]) => (a < b ? -1 : 1));
  return (
    <div className="narrow">
      <div className="page-head">
        <h1>What the numbers mean</h1>
        <p className="lead">
          The same texts stand behind each number: point at it, or go to it with the Tab key.
        </p>
      </div>
      <dl className="definitions">
        {sorted.map(([term, text]) => (
          <div key={term} id={term}>
            <dt>{term.replaceAll('-', ' ')}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
