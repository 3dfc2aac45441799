import type { NetworkAnswer } from '../../../api/network-answer.ts';
import { counted } from '../counted.ts';
import { DataTable } from '../data-table.tsx';
import { Link } from '../location.tsx';
import { siteNames } from './site-names.ts';

const MAX_EDGES = 200;
type Edge = NetworkAnswer['edges'][number];

/** Sites by the operation that they probably belong to; those that stand alone come last. */
export function OperationTable({ sites }: Pick<NetworkAnswer, 'sites'>) {
  const groups = [...Map.groupBy(sites, ({ group }) => group).values()].toSorted(
    (a, b) => b.length - a.length,
  );
  const together = groups.filter((group) => group.length > 1);
  const alone = groups.length - together.length;
  return (
    <>
      {together.length === 0 && <p className="empty">None: no edge is strong enough.</p>}
      <ul className="operations">
        {together.map((group) => (
          <li key={group[0]?.site} data-term="operation">
            <b>{counted(group.length, 'site')}</b>{' '}
            {group.map(({ site, siteName }) => siteName ?? site).join(', ')}
          </li>
        ))}
      </ul>
      {alone > 0 && <p data-term="operation">{counted(alone, 'site stands', 'sites stand')} alone.</p>}
    </>
  );
}

type Props = Pick<NetworkAnswer, 'edges' | 'sites'> & { chosen: Edge | null; linkTo(edge: string): string };

/** Each edge with every reason for it. */
export function EdgeTable({ edges, sites, chosen, linkTo }: Props) {
  const nameOf = siteNames(sites);
  return (
    <>
      <DataTable
        name="Edges and their reasons"
        className="edges stacked"
        rows={edges.slice(0, MAX_EDGES)}
        keyOf={({ a, b }) => `${a} ${b}`}
        isCurrent={(edge) => edge === chosen}
        columns={[
          {
            name: 'Sites',
            cell: ({ a, b }) => (
              <Link href={linkTo(`${a}~${b}`)} keepPlace>
                {nameOf(a)} – {nameOf(b)}
              </Link>
            ),
          },
          { name: 'Weight', term: 'edge-weight', number: true, cell: ({ weight }) => weight.toFixed(2) },
          {
            name: 'Shared stories',
            term: 'shared-stories',
            number: true,
            cell: ({ sharedStories }) => sharedStories.toLocaleString('en'),
          },
          {
            name: 'Reasons',
            term: 'reason-weight',
            cell: ({ reasons }) => (
              <ul>
                {reasons.map(({ kind, text, weight }) => (
                  <li key={kind}>
                    {text} <span className="raw">({weight.toFixed(2)})</span>
                  </li>
                ))}
              </ul>
            ),
          },
        ]}
      />
      {edges.length > MAX_EDGES && (
        <p className="raw">
          The strongest {MAX_EDGES} of {edges.length.toLocaleString('en')};{' '}
          <a href="/v1/network">all of them</a>
        </p>
      )}
    </>
  );
}
