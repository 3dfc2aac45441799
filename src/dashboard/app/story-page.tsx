import { useEffect } from 'react';
import { StoryDetail } from '../../api/answers.ts';
import { Link } from './location.tsx';
import { MemberTable } from './member-table.tsx';
import { Loading, ProblemNotice } from './problem-notice.tsx';
import { shownLag, shownTime } from './shown-time.ts';
import { SpreadTimeline } from './spread-timeline.tsx';
import { StoryDifferences } from './story-differences.tsx';
import { StoryLedger } from './story-ledger.tsx';
import { useAnswer } from './use-answer.ts';

/** One story: when it first appeared, as far as the evidence goes, and how it spread. */
export function StoryPageView({ id }: { id: string }) {
  const answer = useAnswer(`/v1/stories/${encodeURIComponent(id)}`, StoryDetail);
  const story = answer.state === 'here' ? answer.value : null;
  const title = story?.title ?? 'Story without a title';
  useEffect(() => {
    document.title = `${title} – Wellspring`;
  }, [title]);
  if (answer.state === 'failed') return <ProblemNotice problem={answer.problem} page />;
  if (!story) return <Loading />;
  const { earliest, spread, articles, members } = story;
  const first = articles.find((article) => article.id === earliest.articleId);
  return (
    <div className="story-page">
      <p className="eyebrow">
        <Link href="/stories">Stories</Link>
      </p>
      <h1>{title}</h1>
      <dl className="figures">
        <div>
          <dt>copies</dt>
          <dd>{members.length}</dd>
        </div>
        <div>
          <dt>sites</dt>
          <dd>{spread.sites}</dd>
        </div>
        <div title="Median over the copies of the days from the best evidence to the claimed date">
          <dt>median lag</dt>
          <dd>{shownLag(spread.medianLagDays)}</dd>
        </div>
        <div title="When we first saw any of them">
          <dt>first seen</dt>
          <dd>{shownTime(spread.firstSeenAt)}</dd>
        </div>
      </dl>
      <section className="earliest">
        <h2>Earliest evidence</h2>
        <p>
          <strong>{earliest.iso ? shownTime(earliest.iso) : 'No date'}</strong>
          {first && (
            <>
              {' on '}
              <Link href={`/articles/${first.id}`}>{first.siteName ?? first.site}</Link>
            </>
          )}{' '}
          <span className="badge" title="How sure we are, from 0 to 100 %">
            {Math.round(earliest.confidence * 100)} % sure
          </span>
        </p>
        <p className="raw">{earliest.reason}</p>
      </section>
      <section>
        <h2>Spread</h2>
        <SpreadTimeline members={articles} />
      </section>
      <section>
        <h2>Members</h2>
        {articles.length < members.length && (
          <p className="raw">
            The first {articles.length} of {members.length};{' '}
            <Link href={`/?copies=all&sort=oldest&q=${encodeURIComponent(`story:${id}`)}`}>all of them</Link>
          </p>
        )}
        <MemberTable members={articles} />
      </section>
      <section>
        <h2>Dates</h2>
        <StoryLedger members={articles} />
      </section>
      <StoryDifferences storyId={story.id} members={articles} />
    </div>
  );
}
