import type { SiteFigureAnswer } from '../../../api/figure-answers.ts';
import { counted } from '../counted.ts';
import { DataTable } from '../data-table.tsx';
import { address, Link } from '../location.tsx';
import { Defined } from '../term.tsx';

const SHOWN = 24;

type Pair = SiteFigureAnswer['overlap']['pairs'][number];
type Props = {
  figures: SiteFigureAnswer;
  /** "a~b": the pair that is looked at. */
  chosen: string | null;
  linkTo(change: Record<string, string | null>): string;
};

/** Stories that two sites share, as shades; each cell leads to its pair. */
export function OverlapMatrix({ figures, chosen, linkTo }: Props) {
  const { pairs } = figures.overlap;
  const sites = figures.overlap.sites.slice(0, SHOWN);
  const names = new Map(figures.sites.map(({ site, siteName }) => [site, siteName ?? site]));
  const nameOf = (site: string) => names.get(site) ?? site;
  const byKey = new Map(pairs.map((pair) => [keyOf(pair.a, pair.b), pair]));
  const most = Math.max(1, ...pairs.map(({ shared }) => shared));
  if (pairs.length === 0)
    return <p className="empty">No two sites told the same story in this stretch of time.</p>;
  const picked = chosen === null ? undefined : byKey.get(chosen);
  return (
    <>
      <p className="raw">
        <Defined term="shared-stories">Stories that two sites share</Defined>; choose a cell for who had them
        first.
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reached by keyboard */}
      <section className="scroll" aria-label="Overlap matrix" tabIndex={0}>
        <table className="matrix">
          <thead>
            <tr>
              <td />
              {sites.map((site, i) => (
                <th key={site} scope="col" title={nameOf(site)}>
                  <span className="sr-only">{nameOf(site)}</span>
                  <span aria-hidden="true">{i + 1}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sites.map((row, i) => (
              <tr key={row}>
                <th scope="row">
                  <span className="soft">{i + 1}</span> {nameOf(row)}
                </th>
                {sites.map((column) => {
                  const key = keyOf(row, column);
                  const shared = byKey.get(key)?.shared ?? 0;
                  if (row === column) return <td key={column} className="self" />;
                  if (shared === 0)
                    return (
                      <td key={column} className="shade-0" data-term="shared-stories">
                        <span className="sr-only">0</span>
                      </td>
                    );
                  return (
                    <td
                      key={column}
                      className={`shade-${Math.ceil((5 * shared) / most)}`}
                      data-term="shared-stories"
                    >
                      <Link
                        href={linkTo({ pair: key === chosen ? null : key })}
                        keepPlace
                        aria-current={key === chosen ? 'true' : undefined}
                        aria-label={`${counted(shared, 'story', 'stories')} on ${nameOf(row)} and ${nameOf(column)}`}
                      >
                        {shared}
                      </Link>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {picked && <PairNotice pair={picked} nameOf={nameOf} />}
      <details className="behind">
        <summary>The numbers, pair by pair</summary>
        <DataTable
          name="Stories that two sites share"
          className="compact"
          rows={pairs.toSorted((x, y) => y.shared - x.shared).slice(0, 200)}
          keyOf={({ a, b }) => keyOf(a, b)}
          columns={[
            { name: 'Sites', cell: ({ a, b }) => `${nameOf(a)} – ${nameOf(b)}` },
            { name: 'Shared', term: 'shared-stories', number: true, cell: ({ shared }) => shared },
            {
              name: 'Originals on the first',
              term: 'original-on',
              number: true,
              cell: (one) => one.originalsOfA,
            },
            { name: 'on the second', term: 'original-on', number: true, cell: (one) => one.originalsOfB },
          ]}
        />
      </details>
    </>
  );
}

function PairNotice({ pair, nameOf }: { pair: Pair; nameOf(site: string): string }) {
  const { a, b, shared, originalsOfA, originalsOfB } = pair;
  const rest = shared - originalsOfA - originalsOfB;
  return (
    <div className="notice" role="status">
      <p className="notice-title">
        {nameOf(a)} and {nameOf(b)}
      </p>
      <p>
        They share <Defined term="shared-stories">{counted(shared, 'story', 'stories')}</Defined>.{' '}
        <Defined term="original-on">
          {nameOf(a)} has the original of {originalsOfA}, {nameOf(b)} of {originalsOfB}
        </Defined>
        {rest > 0 && `; of ${rest} it stands elsewhere`}.
      </p>
      <p>
        <Link href={address('/compare', { a: `site:${a}`, b: `site:${b}` })}>Compare them over time</Link>
      </p>
    </div>
  );
}

const keyOf = (a: string, b: string) => (a < b ? `${a}~${b}` : `${b}~${a}`);
