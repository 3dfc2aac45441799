import { useEffect } from 'react';
import { StoryPage } from '../../api/answers.ts';
import { address, goTo, Link, useAddress } from './location.tsx';
import { Loading, ProblemNotice } from './problem-notice.tsx';
import { shownDay, shownLag } from './shown-time.ts';
import { useAnswer } from './use-answer.ts';

const CHOICES = ['2', '3', '5', '10', '25'];

/** Stories that more than one site carries, newest first. */
export function StoryListPage() {
  const { searchParams } = useAddress();
  const minCopies = searchParams.get('minCopies') ?? '2';
  const cursor = searchParams.get('cursor');
  const answer = useAnswer(address('/v1/stories', { minCopies, cursor, limit: '30' }), StoryPage);
  useEffect(() => {
    document.title = 'Stories – Wellspring';
  }, []);
  const page = answer.state === 'here' ? answer.value : answer.state === 'loading' ? answer.stale : null;
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
      {page?.stories.length === 0 && <p className="empty">No story has so many copies yet.</p>}
      {page && (
        <ol className="stories">
          {page.stories.map(({ id, title, members, spread, earliest }) => (
            <li key={id}>
              <p className="big-number">
                <strong>{members.length}</strong>
                <span>copies</span>
              </p>
              <div>
                <h2>
                  <Link href={`/stories/${encodeURIComponent(id)}`}>{title ?? 'Without a title'}</Link>
                </h2>
                <p className="meta">
                  <span>
                    {spread.sites} {spread.sites === 1 ? 'site' : 'sites'}
                  </span>
                  <span>first seen {shownDay(spread.firstSeenAt)}</span>
                  {earliest.iso && <span>earliest evidence {shownDay(earliest.iso)}</span>}
                  {spread.medianLagDays !== null && <span>median lag {shownLag(spread.medianLagDays)}</span>}
                </p>
              </div>
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
