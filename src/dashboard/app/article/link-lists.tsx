import type { PageLink } from '../../../model/page-link.ts';
import { ForeignLink } from '../foreign-link.tsx';

const BLOCKS = [
  { block: 'related', name: 'Related' },
  { block: 'ranking', name: 'Ranking' },
  { block: 'recommendation', name: 'Recommended' },
] as const;

/** The lists beside the article on its page, in their order. */
export function LinkLists({ links }: { links: readonly PageLink[] }) {
  const lists = BLOCKS.map(({ block, name }) => ({
    name,
    links: links.filter((link) => link.block === block),
  }));
  const filled = lists.filter((list) => list.links.length > 0);
  if (filled.length === 0) return null;
  return (
    <section className="panel">
      <h2>Lists on the page</h2>
      {filled.map((list) => (
        <details key={list.name} open={list === filled[0]}>
          <summary>
            {list.name}{' '}
            <span className="count" data-term="list-length">
              {list.links.length}
            </span>
          </summary>
          <ol className="links">
            {list.links.map(({ position, url, text }) => (
              <li key={`${position} ${url}`} value={position}>
                <ForeignLink url={url}>{text || url}</ForeignLink>
              </li>
            ))}
          </ol>
        </details>
      ))}
    </section>
  );
}
