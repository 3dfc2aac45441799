import type { SiteFigureAnswer, SiteFigures } from '../../../api/figure-answers.ts';
import { SparkColumns } from '../charts/spark-columns.tsx';
import { type Column, DataTable } from '../data-table.tsx';
import type { Term } from '../definitions.ts';
import { address, Link, useAddress } from '../location.tsx';
import { percent } from '../percent.ts';
import { shownLag, shownTime } from '../shown-time.ts';
import { SiteLabel } from '../site-label.tsx';
import { sortedBy } from './sorted-by.ts';

const DAY_MS = 86_400_000;
const MOST_DAYS = 60;

type Props = { figures: SiteFigureAnswer; linkTo(change: Record<string, string | null>): string };

/** The sites with their figures, in the order that the address names. */
export function SiteTable({ figures, linkTo }: Props) {
  const order = useAddress().searchParams.get('sort') ?? '-articles';
  const column = (
    name: string,
    term: Term,
    key: string,
    cell: (site: SiteFigures) => React.ReactNode,
  ): Column<SiteFigures> => ({
    ...{ name, term, cell, number: true },
    sort: {
      href: linkTo({ sort: order === `-${key}` ? key : `-${key}` }),
      current: order === key ? 'ascending' : order === `-${key}` ? 'descending' : null,
    },
  });
  return (
    <DataTable
      name="Figures of the sites"
      className="sites"
      rows={sortedBy(figures.sites, order)}
      keyOf={({ site }) => site}
      columns={[
        {
          name: 'Site',
          cell: ({ site, siteName }) => (
            <Link href={address('/search', { q: `site:${site}`, copies: 'all', sort: 'newest' })}>
              <SiteLabel site={site} siteName={siteName} />
            </Link>
          ),
        },
        column('Articles', 'new-articles', 'articles', ({ articles }) => articles.toLocaleString('en')),
        {
          name: 'By day',
          cell: (site) => <SparkColumns values={perDay(site, figures.window)} words={dayWords(site)} />,
        },
        column('Original', 'originality', 'own', (site) => <Share part={site.own} whole={site.articles} />),
        column('Exclusive', 'exclusives', 'exclusives', ({ exclusives }) => exclusives.toLocaleString('en')),
        column('Median lag', 'median-lag', 'lag', ({ medianLagDays }) => shownLag(medianLagDays)),
        column('Late', 'late-share', 'late', ({ late, judged }) => percent(late, judged)),
        column('Last seen', 'last-seen', 'seen', ({ lastSeenAt }) => shownTime(lastSeenAt)),
      ]}
    />
  );
}

function Share({ part, whole }: { part: number; whole: number }) {
  return (
    <span className="meter">
      {percent(part, whole)}
      <i aria-hidden="true">
        <b style={{ width: `${(100 * part) / Math.max(1, whole)}%` }} />
      </i>
    </span>
  );
}

/** Every day of the window, the last ones where they are many; a day without an article has none. */
function perDay({ days }: SiteFigures, { from, to }: SiteFigureAnswer['window']): number[] {
  const known = new Map(days.map(({ day, articles }) => [day, articles]));
  const last = Date.parse(to.slice(0, 10));
  const first = Math.max(Date.parse(from.slice(0, 10)), last - (MOST_DAYS - 1) * DAY_MS);
  const values: number[] = [];
  for (let at = first; at <= last; at += DAY_MS)
    values.push(known.get(new Date(at).toISOString().slice(0, 10)) ?? 0);
  return values;
}

function dayWords({ days, articles }: SiteFigures): string {
  const most = Math.max(...days.map((day) => day.articles));
  return `${articles} articles on ${days.length} days, ${most} on the busiest`;
}
