import { ArticlePlacements } from '../../../api/figure-answers.ts';
import type { PublicArticle } from '../../../model/change-event.ts';
import { Chart } from '../charts/chart.tsx';
import { Legend } from '../charts/legend.tsx';
import { type Series, SeriesLines } from '../charts/series-lines.tsx';
import { counted } from '../counted.ts';
import { Loading, ProblemNotice } from '../problem-notice.tsx';
import { shownTime } from '../shown-time.ts';
import { Defined } from '../term.tsx';
import { useAnswer } from '../use-answer.ts';

const HEIGHT = 190;
const BLOCKS = [
  { block: 'ranking', name: 'Ranking' },
  { block: 'recommendation', name: 'Recommended' },
  { block: 'related', name: 'Related' },
] as const;

/** Where the article stood in the lists beside other articles of its site. */
export function ListPlaces({ article }: { article: PublicArticle }) {
  const answer = useAnswer(`/v1/articles/${article.id}/placements`, ArticlePlacements);
  return (
    <section>
      <h2>
        <Defined term="list-position">Places in lists</Defined>
      </h2>
      {answer.state === 'failed' && <ProblemNotice problem={answer.problem} />}
      {answer.state === 'loading' && <Loading />}
      {answer.state === 'here' && <Places placements={answer.value.placements} />}
    </section>
  );
}

function Places({ placements }: ArticlePlacements) {
  if (placements.length === 0) {
    return (
      <p className="empty">No page that we fetched had it in a ranking, related or recommendation list.</p>
    );
  }
  const series: Series[] = BLOCKS.map(({ block, name }) => ({
    name,
    points: placements.flatMap((one) =>
      one.block === block ? [{ time: Date.parse(one.at), value: one.position }] : [],
    ),
  }));
  const shown = series.filter(({ points }) => points.length > 0);
  return (
    <Chart
      label="Place in the lists of the site at each look, 1 at the top"
      caption={<Legend entries={shown.map(({ name }, i) => ({ mark: `series-${i}`, name }))} />}
      height={HEIGHT}
      draw={(width) => (
        <SeriesLines
          {...{ series: shown, width, height: HEIGHT }}
          upsideDown
          pointsOnly
          words={(name, time, value) => `${shownTime(new Date(time).toISOString())}: ${name}, place ${value}`}
        />
      )}
      rows={placements}
      keyOf={({ at, block }) => `${at} ${block}`}
      columns={[
        { name: 'Look (UTC)', cell: ({ at }) => shownTime(at) },
        { name: 'List', cell: ({ block }) => BLOCKS.find((one) => one.block === block)?.name ?? block },
        { name: 'Best place', term: 'list-position', number: true, cell: ({ position }) => position },
        { name: 'Seen on', term: 'visits', number: true, cell: ({ pages }) => counted(pages, 'page') },
      ]}
    />
  );
}
