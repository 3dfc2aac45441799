import { TodayAnswer } from '../../../api/figure-answers.ts';
import { Choice } from '../choice.tsx';
import { counted } from '../counted.ts';
import { address, Link, useAddress } from '../location.tsx';
import { changeFrom, percent } from '../percent.ts';
import { Loading, ProblemNotice } from '../problem-notice.tsx';
import { shownTime } from '../shown-time.ts';
import { Defined, Figure } from '../term.tsx';
import { shownOf, useAnswer } from '../use-answer.ts';
import { useTitle } from '../use-title.ts';
import { SpreadingList } from './spreading-list.tsx';
import { QuietSites, TroubleList } from './trouble-list.tsx';
import { VolumeChart } from './volume-chart.tsx';

const WINDOWS = [
  { value: '24', name: '24 hours' },
  { value: '72', name: '3 days' },
  { value: '168', name: '7 days' },
  { value: '720', name: '30 days' },
];

/** What spread and what broke since yesterday. */
export function TodayPage() {
  useTitle('Today');
  const { searchParams } = useAddress();
  const hours = searchParams.get('hours') ?? '24';
  const to = searchParams.get('to');
  const answer = useAnswer(address('/v1/today', { hours, to }), TodayAnswer);
  const today = shownOf(answer);
  return (
    <div className="today" aria-busy={answer.state === 'loading'}>
      <div className="page-head">
        <div>
          <h1>{to ? 'What spread' : 'Today'}</h1>
          <p className="lead">
            {today ? `${shownTime(today.window.from)} to ${shownTime(today.window.to)} UTC` : ' '}
          </p>
        </div>
        <Choice
          name="Stretch of time"
          choices={WINDOWS}
          chosen={hours}
          linkTo={(value) => address('/', { hours: value === '24' ? null : value, to })}
        />
      </div>
      {answer.state === 'failed' && <ProblemNotice problem={answer.problem} />}
      {!today && answer.state === 'loading' && <Loading />}
      {today && <Overview today={today} />}
    </div>
  );
}

function Overview({ today }: { today: TodayAnswer }) {
  const { counts, before, spreading, window } = today;
  if (counts.articles === 0 && today.troubles.length === 0) return <NothingSeen before={before.articles} />;
  return (
    <>
      <dl className="figures">
        <Figure
          term="new-articles"
          name="new articles"
          value={counts.articles.toLocaleString('en')}
          note={<Change before={before.articles} now={counts.articles} />}
        />
        <Figure
          term="new-stories"
          name="new stories"
          value={counts.newStories.toLocaleString('en')}
          note={<Change before={before.newStories} now={counts.newStories} />}
        />
        <Figure
          term="copied-share"
          name="copied"
          value={percent(counts.articles - counts.own, counts.articles)}
          note={counted(counts.articles - counts.own, 'article')}
        />
        <Figure
          term="late-dates"
          name="dated too late"
          value={counts.late.toLocaleString('en')}
          note={<Link href={inSearch(window, 'verdict:late')}>show them</Link>}
        />
        <Figure
          term="active-sites"
          name="active sites"
          value={counts.sites.toLocaleString('en')}
          note={<Change before={before.sites} now={counts.sites} />}
        />
      </dl>
      <div className="columns">
        <section className="wide">
          <h2>
            What spread{' '}
            {spreading.length > 0 && <span className="soft">by number of sites that took it up</span>}
          </h2>
          {spreading.length === 0 ? (
            <p className="empty">
              No story was taken up by two sites in this stretch. Try a longer one, or see{' '}
              <Link href="/stories">all stories</Link>.
            </p>
          ) : (
            <SpreadingList stories={spreading} window={window} />
          )}
        </section>
        <div className="side">
          <section className="panel">
            <h2>
              <Defined term="new-articles">New articles</Defined> by {today.step}
            </h2>
            <VolumeChart today={today} />
          </section>
          <section className="panel">
            <h2>What broke</h2>
            <TroubleList troubles={today.troubles} />
          </section>
          {today.quiet.length > 0 && (
            <section className="panel">
              <h2>Fell silent</h2>
              <QuietSites sites={today.quiet} />
            </section>
          )}
        </div>
      </div>
    </>
  );
}

function Change({ before, now }: { before: number; now: number }) {
  return <span data-term="change">{changeFrom(before, now)}</span>;
}

function inSearch({ from, to }: TodayAnswer['window'], query: string): string {
  return address('/search', { q: `${query} seen:${from.slice(0, 10)}..${to.slice(0, 10)}`, copies: 'all' });
}

function NothingSeen({ before }: { before: number }) {
  return (
    <div className="notice">
      <p className="notice-title">Nothing new in this stretch of time</p>
      <p>
        {before > 0
          ? `The stretch before had ${counted(before, 'new article')}. Choose a longer one above.`
          : 'Choose a longer stretch above.'}{' '}
        Articles come with <code>npx wellspring crawl https://…</code> or, by themselves,{' '}
        <code>npx wellspring start</code>.
      </p>
    </div>
  );
}
