import { Histogram } from '../../../api/answers.ts';
import { Chart } from '../charts/chart.tsx';
import { type ColumnBar, StackedColumns } from '../charts/stacked-columns.tsx';
import { Choice } from '../choice.tsx';
import { counted } from '../counted.ts';
import { address } from '../location.tsx';
import { percent } from '../percent.ts';
import { shownTime } from '../shown-time.ts';
import { Defined } from '../term.tsx';
import { shownOf, useAnswer } from '../use-answer.ts';
import { bucketFor } from './bucket-for.ts';
import { facetTerm, hasTerm, withTerm } from './narrowed-query.ts';

const HEIGHT = 130;
const BUCKETS = ['auto', 'hour', 'day', 'week', 'month'];
const MEASURES = [
  { value: 'count', name: 'count' },
  { value: 'share', name: 'share' },
];

type Props = {
  query: string;
  bucket: string;
  measure: 'count' | 'share';
  /** The address of the page with other parameters. */
  linkTo(change: Record<string, string | null>): string;
};
type Bucket = Histogram['buckets'][number];

/** Matching articles by first sight, as they are or as a share of all collected; a column narrows to its time. */
export function MatchHistogram({ query, bucket, measure, linkTo }: Props) {
  const isAuto = bucket === 'auto';
  const byDay = useAnswer(isAuto ? address('/v1/histogram', { q: query, bucket: 'day' }) : null, Histogram);
  const size = isAuto ? bucketFor(byDay) : bucket;
  const asked = size === null || (isAuto && size === 'day') ? null : size;
  const other = useAnswer(
    asked === null ? null : address('/v1/histogram', { q: query, bucket: asked }),
    Histogram,
  );
  const answer = isAuto && size === 'day' ? byDay : other;
  const histogram = shownOf(answer);
  if (!histogram || histogram.buckets.length === 0)
    return <div className="histogram-place" aria-hidden="true" />;
  const share = measure === 'share';
  const bars = histogram.buckets.map((one) => barOf(one, { share, query, linkTo, size: size ?? 'day' }));
  return (
    <section className="histogram" aria-label="Matches over time">
      <div className="histogram-head">
        <p className="raw">
          <Defined term="first-seen">First seen</Defined> by {sizeWords(size ?? 'day')},{' '}
          <Defined term="share">
            {percent(histogram.total, histogram.collected)} of all {counted(histogram.collected, 'article')}
          </Defined>{' '}
          of that time{histogram.sample < 1 && ', projected from an even sample'}
        </p>
        <Choice
          name="Measure"
          choices={MEASURES}
          chosen={measure}
          linkTo={(value) => linkTo({ measure: value === 'count' ? null : value })}
        />
        <Choice
          name="Length of a column"
          choices={BUCKETS.map((value) => ({ value, name: value }))}
          chosen={bucket}
          linkTo={(value) => linkTo({ bucket: value === 'auto' ? null : value })}
        />
      </div>
      <Chart
        label={`Matching articles by ${sizeWords(size ?? 'day')}`}
        height={HEIGHT}
        interactive
        draw={(width) => (
          <StackedColumns
            {...{ bars, width, height: HEIGHT }}
            {...(share ? { format: (value: number) => percent(value) } : {})}
          />
        )}
        rows={histogram.buckets.filter(({ collected }) => collected > 0)}
        keyOf={({ start }) => start}
        columns={[
          { name: 'From (UTC)', cell: ({ start }) => shownTime(start.slice(0, 16)) },
          { name: 'Matches', term: 'matches', number: true, cell: ({ count }) => count.toLocaleString('en') },
          {
            name: 'Collected',
            term: 'new-articles',
            number: true,
            cell: ({ collected }) => collected.toLocaleString('en'),
          },
          {
            name: 'Share',
            term: 'share',
            number: true,
            cell: ({ count, collected }) => percent(count, collected),
          },
        ]}
      />
    </section>
  );
}

function barOf(
  { start, end, count, collected, share }: Bucket,
  { share: asShare, query, linkTo, size }: { share: boolean; size: string } & Pick<Props, 'query' | 'linkTo'>,
): ColumnBar {
  const [from, to] = [Date.parse(start), Date.parse(end)];
  // The query language knows hours, days and months by name; of a week it is told its ends.
  const last = new Date(to - 1).toISOString().slice(0, 10);
  const first = start.slice(0, size === 'hour' ? 13 : 10);
  const term = size === 'week' || size === 'month' ? `seen:${first}..${last}` : facetTerm('day', first);
  return {
    from,
    to,
    parts: [{ name: 'own', value: asShare ? (share ?? 0) : count }],
    words: `${shownTime(start.slice(0, size === 'hour' ? 16 : 10))}: ${counted(count, 'article')}, ${percent(count, collected)} of all`,
    href: linkTo({ q: withTerm(query, term), cursor: null, bucket: null }),
    isCurrent: hasTerm(query, term),
  };
}

function sizeWords(size: string): string {
  return size.replace('6h', '6 hours').replace('15min', '15 minutes');
}
