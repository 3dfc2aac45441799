import { SiteFigureAnswer, type SiteFigures } from '../../../api/figure-answers.ts';
import { Choice } from '../choice.tsx';
import { counted } from '../counted.ts';
import { address, useAddress } from '../location.tsx';
import { percent } from '../percent.ts';
import { Loading, ProblemNotice } from '../problem-notice.tsx';
import { shownTime } from '../shown-time.ts';
import { Figure } from '../term.tsx';
import { shownOf, useAnswer } from '../use-answer.ts';
import { useTitle } from '../use-title.ts';
import { ComparePicker } from './compare-picker.tsx';
import { OverlapMatrix } from './overlap-matrix.tsx';
import { SiteTable } from './site-table.tsx';

const SPANS = [
  { value: '7', name: '7 days' },
  { value: '30', name: '30 days' },
  { value: '90', name: '90 days' },
  { value: '365', name: 'a year' },
];

/** What each site adds to the news: volume, originality, lag, and what it shares with others. */
export function SitesPage() {
  useTitle('Sites');
  const { searchParams } = useAddress();
  const days = searchParams.get('days') ?? '30';
  const to = searchParams.get('to');
  const answer = useAnswer(address('/v1/sites/figures', { days, to }), SiteFigureAnswer);
  const figures = shownOf(answer);
  const here = (change: Record<string, string | null>) =>
    address('/sites', { ...Object.fromEntries(searchParams), ...change });
  return (
    <div className="sites-page" aria-busy={answer.state === 'loading'}>
      <div className="page-head">
        <div>
          <h1>Sites</h1>
          <p className="lead">
            {figures
              ? `Articles first seen ${shownTime(figures.window.from)} to ${shownTime(figures.window.to)} UTC`
              : ' '}
          </p>
        </div>
        <Choice
          name="Stretch of time"
          choices={SPANS}
          chosen={days}
          linkTo={(value) => here({ days: value === '30' ? null : value })}
        />
      </div>
      {answer.state === 'failed' && <ProblemNotice problem={answer.problem} />}
      {!figures && answer.state === 'loading' && <Loading />}
      {figures?.sites.length === 0 && (
        <div className="notice">
          <p className="notice-title">No site brought an article in this stretch</p>
          <p>
            Choose a longer one above, or collect some with <code>npx wellspring crawl https://…</code>
          </p>
        </div>
      )}
      {figures && figures.sites.length > 0 && (
        <>
          <Totals sites={figures.sites} />
          <section>
            <h2>Volume, originality, lag</h2>
            <SiteTable figures={figures} linkTo={here} />
          </section>
          {figures.sites.length > 1 && (
            <>
              <section>
                <h2>Two sites side by side</h2>
                <ComparePicker sites={figures.sites} />
              </section>
              <section>
                <h2>Overlap</h2>
                <OverlapMatrix figures={figures} chosen={searchParams.get('pair')} linkTo={here} />
              </section>
            </>
          )}
        </>
      )}
    </div>
  );
}

function Totals({ sites }: { sites: readonly SiteFigures[] }) {
  const sum = (of: (site: SiteFigures) => number) => sites.reduce((total, site) => total + of(site), 0);
  const articles = sum((site) => site.articles);
  const judged = sum((site) => site.judged);
  return (
    <dl className="figures">
      <Figure term="active-sites" name="sites" value={sites.length.toLocaleString('en')} />
      <Figure term="new-articles" name="articles" value={articles.toLocaleString('en')} />
      <Figure
        term="originality"
        name="original or unique"
        value={percent(
          sum((site) => site.own),
          articles,
        )}
      />
      <Figure
        term="exclusives"
        name="exclusive"
        value={percent(
          sum((site) => site.exclusives),
          articles,
        )}
        note={counted(
          sum((site) => site.exclusives),
          'article',
        )}
      />
      <Figure
        term="late-share"
        name="dated too late"
        value={percent(
          sum((site) => site.late),
          judged,
        )}
        note={`of ${counted(judged, 'judged date')}`}
      />
    </dl>
  );
}
