import { ArticleObservations } from '../../../api/answers.ts';
import type { PublicArticle } from '../../../model/change-event.ts';
import type { Observation } from '../../../model/observation.ts';
import { Chart } from '../charts/chart.tsx';
import { Legend } from '../charts/legend.tsx';
import { SERIES_COLOURS, type Series, SeriesLines } from '../charts/series-lines.tsx';
import { counted } from '../counted.ts';
import { Loading, ProblemNotice } from '../problem-notice.tsx';
import { shownTime } from '../shown-time.ts';
import { Defined } from '../term.tsx';
import { useAnswer } from '../use-answer.ts';
import { ListPlaces } from './list-places.tsx';

const HEIGHT = 190;

/** How much was made of the article, visit by visit: its counts, and its places in the lists of its site. */
export function Prominence({ article }: { article: PublicArticle }) {
  const answer = useAnswer(`/v1/articles/${article.id}/observations`, ArticleObservations);
  if (answer.state === 'failed') return <ProblemNotice problem={answer.problem} />;
  if (answer.state === 'loading') return <Loading />;
  const { observations } = answer.value;
  const reactions = reactionSeries(observations);
  const views: Series[] = [
    { name: 'Views', points: observations.map(({ at, views: value }) => ({ time: Date.parse(at), value })) },
  ];
  return (
    <div className="prominence">
      <p className="raw">
        <Defined term="visits">{counted(observations.length, 'visit')}</Defined>
        {observations.length < 2 &&
          ': a series begins with the second. Counts are read again at each later visit.'}
      </p>
      <section>
        <h2>
          <Defined term="reactions">Reactions</Defined>
        </h2>
        <CountChart series={reactions} observations={observations} what="reaction counts" term="reactions" />
      </section>
      <section>
        <h2>
          <Defined term="views">Views</Defined>
        </h2>
        <CountChart
          series={hasValue(views) ? views : []}
          observations={observations}
          what="view counter"
          term="views"
        />
      </section>
      <ListPlaces article={article} />
    </div>
  );
}

type CountProps = {
  series: readonly Series[];
  observations: readonly Observation[];
  what: string;
  term: 'reactions' | 'views';
};

function CountChart({ series, observations, what, term }: CountProps) {
  if (!hasValue(series)) {
    return (
      <p className="empty">
        The page never printed one: a script fills it in, or there is none. Missing is not zero.
      </p>
    );
  }
  return (
    <Chart
      label={`The ${what} at each visit`}
      caption={
        series.length > 1 && (
          <Legend entries={series.map(({ name }, i) => ({ mark: `series-${i % SERIES_COLOURS}`, name }))} />
        )
      }
      height={HEIGHT}
      draw={(width) => (
        <SeriesLines
          {...{ series, width, height: HEIGHT }}
          words={(name, time, value) => `${shownTime(iso(time))}: ${name} ${value.toLocaleString('en')}`}
        />
      )}
      rows={observations}
      keyOf={({ at }) => at}
      columns={[
        { name: 'Visit (UTC)', cell: ({ at }) => shownTime(at) },
        ...series.map(({ name, points }) => ({
          ...{ name, term, number: true },
          cell: ({ at }: Observation) =>
            points.find(({ time }) => time === Date.parse(at))?.value?.toLocaleString('en') ?? 'not shown',
        })),
      ]}
    />
  );
}

/** One line a label, with a gap at each visit that gave no count. */
export function reactionSeries(observations: readonly Observation[]): Series[] {
  const labels = [...new Set(observations.flatMap(({ reactions }) => reactions.map(({ label }) => label)))];
  return labels.map((name) => ({
    name,
    points: observations.map(({ at, reactions }) => ({
      time: Date.parse(at),
      value: reactions.find(({ label }) => label === name)?.count ?? null,
    })),
  }));
}

const iso = (time: number) => new Date(time).toISOString();
const hasValue = (series: readonly Series[]) =>
  series.some(({ points }) => points.some(({ value }) => value !== null));
