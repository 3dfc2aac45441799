import { StoryPage } from '../../../api/answers.ts';
import { counted } from '../counted.ts';
import { address, goTo, Link, useAddress } from '../location.tsx';
import { Loading, ProblemNotice } from '../problem-notice.tsx';
import { shownDay, shownLag } from '../shown-time.ts';
import { Defined, defined } from '../term.tsx';
import { shownOf, useAnswer } from '../use-answer.ts';
import { useTitle } from '../use-title.ts';

const CHOICES = ['2', '3', '5', '10', '25'];

/** Stories that more than one site carries, newest first. */
export function StoryListPage() {
  const { searchParams } = useAddress();
  const minCopies = searchParams.get('minCopies') ?? '2';
  const cursor = searchParams.get('cursor');
  const answer = useAnswer(address('/v1/stories', { minCopies, cursor, limit: '30' }), StoryPage);
  useTitle('Stories');
  const page = shownOf(answer);
  return (
    <div className="narrow">
      <div className="page-head">
        <h1>Stories</h1>
        <label>
          with at least{' '}
          <select
            value={minCopies}
            onChange={(event) => goTo(address('/stories', { minCopies: event.target.value }))}
          >
            {CHOICES.map((choice) => (
              <option key={choice}>{choice}</option>
            ))}
          </select>{' '}
          copies
        </label>
      </div>
      {answer.state === 'failed' && <ProblemNotice problem={answer.problem} />}
      {!page && answer.state === 'loading' && <Loading />}
      {page?.stories.length === 0 && (
        <p className="empty">
          No story has so many copies yet. Choose fewer, or collect more sites with{' '}
          <code>npx wellspring crawl https://…</code>
        </p>
      )}
      {page && (
        <ol className="stories">
          {page.stories.map((story) => (
            <li key={story.id}>
              <StoryRow story={story} />
            </li>
          ))}
        </ol>
      )}
      {page && (page.next || cursor) && (
        <nav className="pages" aria-label="Pages">
          {cursor && <Link href={address('/stories', { minCopies })}>← First page</Link>}
          {page.next && <Link href={address('/stories', { minCopies, cursor: page.next })}>More →</Link>}
        </nav>
      )}
    </div>
  );
}

function StoryRow({ story }: { story: StoryPage['stories'][number] }) {
  const { id, title, members, spread, earliest } = story;
  return (
    <>
      <p className="big-number">
        <strong data-term="copies">{members.length.toLocaleString('en')}</strong>
        <Defined term="copies">copies</Defined>
      </p>
      <div>
        <h2>
          <Link href={`/stories/${encodeURIComponent(id)}`}>{title ?? 'Without a title'}</Link>
        </h2>
        <p className="meta">
          <span {...defined('sites')}>{counted(spread.sites, 'site')}</span>
          <span {...defined('first-seen')}>first seen {shownDay(spread.firstSeenAt)}</span>
          {earliest.iso && (
            <span {...defined('earliest-evidence')}>earliest evidence {shownDay(earliest.iso)}</span>
          )}
          {spread.medianLagDays !== null && (
            <span {...defined('median-lag')}>median lag {shownLag(spread.medianLagDays)}</span>
          )}
        </p>
      </div>
    </>
  );
}
