import { StoryDetail } from '../../../api/answers.ts';
import { address, Link } from '../location.tsx';
import { Menu } from '../menu.tsx';
import { Loading, ProblemNotice } from '../problem-notice.tsx';
import { CiteForm } from '../search/cite-form.tsx';
import { ExportList } from '../search/export-list.tsx';
import { shownDay, shownLag, shownTime } from '../shown-time.ts';
import { Defined, Figure } from '../term.tsx';
import { useAnswer } from '../use-answer.ts';
import { useTitle } from '../use-title.ts';
import { MemberTable } from './member-table.tsx';
import { SpreadTimeline } from './spread-timeline.tsx';
import { StoryDescent } from './story-descent.tsx';
import { StoryDifferences } from './story-differences.tsx';
import { StoryLedger } from './story-ledger.tsx';
import { StoryOrigin } from './story-origin.tsx';

const PARTS = [
  { id: 'spread', name: 'Spread' },
  { id: 'descent', name: 'Who copied whom' },
  { id: 'differences', name: 'Differences' },
  { id: 'dates', name: 'Date ledger' },
  { id: 'members', name: 'Articles' },
];

/** One story: when it first appeared, as far as the evidence goes, and how it spread. */
export function StoryPageView({ id }: { id: string }) {
  const answer = useAnswer(`/v1/stories/${encodeURIComponent(id)}`, StoryDetail);
  const story = answer.state === 'here' ? answer.value : null;
  const title = story?.title ?? 'Story without a title';
  useTitle(title);
  if (answer.state === 'failed') return <ProblemNotice problem={answer.problem} page />;
  if (!story) return <Loading />;
  const { spread, articles, members } = story;
  const late = articles.filter(({ dateVerdict }) => dateVerdict === 'late').length;
  const query = `story:${story.id}`;
  return (
    <div className="story-page">
      <header className="story-head">
        <p className="eyebrow">
          <Link href="/stories">Stories</Link>
        </p>
        <h1>{title}</h1>
        <div className="beginnings">
          <Earliest story={story} />
          <StoryOrigin story={story} />
        </div>
      </header>
      <dl className="figures">
        <Figure term="copies" name="copies" value={members.length.toLocaleString('en')} />
        <Figure term="sites" name="sites" value={spread.sites.toLocaleString('en')} />
        <Figure term="median-lag" name="median lag" value={shownLag(spread.medianLagDays)} />
        <Figure
          term="late-dates"
          name="dated too late"
          value={`${late} of ${articles.length.toLocaleString('en')}`}
        />
        <Figure term="first-seen" name="first seen by us" value={shownDay(spread.firstSeenAt)} />
      </dl>
      <div className="page-bar">
        <nav aria-label="Parts of the story" className="anchors">
          {PARTS.map((part) => (
            <a key={part.id} href={`#${part.id}`}>
              {part.name}
            </a>
          ))}
        </nav>
        <div className="tools">
          <Menu name="Export">
            <ExportList query={query} />
          </Menu>
          <Menu name="Cite">
            <CiteForm query={query} />
          </Menu>
        </div>
      </div>
      <section id="spread">
        <h2>Spread</h2>
        <SpreadTimeline members={articles} />
      </section>
      <StoryDescent members={articles} />
      <StoryDifferences storyId={story.id} members={articles} />
      <section id="dates">
        <h2>Date ledger</h2>
        <StoryLedger members={articles} />
      </section>
      <section id="members">
        <h2>Articles</h2>
        {articles.length < members.length && (
          <p className="raw">
            The first {articles.length} of {members.length.toLocaleString('en')};{' '}
            <Link href={address('/search', { copies: 'all', sort: 'oldest', q: query })}>all of them</Link>
          </p>
        )}
        <MemberTable members={articles} />
      </section>
    </div>
  );
}

function Earliest({ story: { earliest, articles } }: { story: StoryDetail }) {
  const first = articles.find((article) => article.id === earliest.articleId);
  return (
    <section className="earliest" aria-labelledby="earliest">
      <h2 id="earliest">
        <Defined term="earliest-evidence">Earliest evidence</Defined>
      </h2>
      <p>
        <strong data-term="earliest-evidence">
          {earliest.iso
            ? earliest.iso.length > 10
              ? shownTime(earliest.iso)
              : shownDay(earliest.iso)
            : 'No date'}
        </strong>
        {first && (
          <>
            {' on '}
            <Link href={`/articles/${first.id}`}>{first.siteName ?? first.site}</Link>
          </>
        )}{' '}
        <span className="badge" data-term="confidence">
          <Defined term="confidence">{Math.round(earliest.confidence * 100)} % sure</Defined>
        </span>
      </p>
      <p className="raw">{earliest.reason}</p>
    </section>
  );
}
