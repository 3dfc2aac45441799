import { useEffect } from 'react';
import { ArticleProvenance, ArticleRevisions, StoryDetail } from '../../api/answers.ts';
import { PublicArticle } from '../../model/change-event.ts';
import { DatePanel } from './date-panel.tsx';
import { ForeignLink } from './foreign-link.tsx';
import { LinkLists } from './link-lists.tsx';
import { Link } from './location.tsx';
import { MemberTable } from './member-table.tsx';
import { Loading, ProblemNotice } from './problem-notice.tsx';
import { ProvenanceTable } from './provenance-table.tsx';
import { shownTime } from './shown-time.ts';
import { useAnswer } from './use-answer.ts';

/** One article: what its page says, and what we know about it. */
export function ArticlePageView({ id }: { id: string }) {
  const path = `/v1/articles/${encodeURIComponent(id)}`;
  const answer = useAnswer(path, PublicArticle);
  const article = answer.state === 'here' ? answer.value : null;
  const title = article?.title ?? 'Without a title';
  useEffect(() => {
    document.title = `${title} – Wellspring`;
  }, [title]);
  if (answer.state === 'failed') return <ProblemNotice problem={answer.problem} page />;
  if (!article) return <Loading />;
  const lang = article.language ?? undefined;
  return (
    <div className="article-page">
      <article className="reading">
        <p className="eyebrow">
          <ForeignLink url={article.url}>{article.siteName ?? article.site}</ForeignLink>
          {article.category && <span>{article.category}</span>}
          <span className="relation">{article.relation}</span>
        </p>
        <h1 lang={lang}>{title}</h1>
        <p className="byline">
          {article.authors.length > 0 ? article.authors.join(', ') : 'No author named'}
          {article.wireCredit && <span> · credits {article.wireCredit}</span>}
          {article.source && <span> · source {article.source}</span>}
        </p>
        <div className="body" lang={lang}>
          {article.paragraphs.map((paragraph, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs may repeat and never move
            <p key={i}>{paragraph}</p>
          ))}
          {article.paragraphs.length === 0 && (
            <p className="empty">The page holds no text that we could find.</p>
          )}
        </div>
        <Reactions article={article} />
      </article>
      <aside className="beside" aria-label="About this article">
        <DatePanel article={article} />
        <Facts article={article} />
        <LinkLists links={article.links} />
      </aside>
      <div className="below">
        <Copies article={article} />
        <Revisions path={path} />
        <Fields path={path} />
      </div>
    </div>
  );
}

function Reactions({ article: { reactions, views } }: { article: PublicArticle }) {
  if (reactions.length === 0 && views === null) return null;
  return (
    <ul className="reactions" aria-label="Reactions as the page shows them">
      {reactions.map(({ label, count, atLeast }) => (
        <li key={label}>
          <span>{label}</span>
          {count === null ? (
            <em title="The page does not say: a script fills it in, or it is missing. Missing is not zero.">
              not shown
            </em>
          ) : (
            <strong>
              {count.toLocaleString('en')}
              {atLeast && '+'}
            </strong>
          )}
        </li>
      ))}
      {views !== null && (
        <li>
          <span>Views</span> <strong>{views.toLocaleString('en')}</strong>
        </li>
      )}
    </ul>
  );
}

function Facts({ article }: { article: PublicArticle }) {
  const path = `/v1/articles/${article.id}`;
  return (
    <section className="panel">
      <h2>Seen</h2>
      <dl className="facts">
        <dt>First</dt>
        <dd>{shownTime(article.firstSeenAt)} UTC</dd>
        <dt>Last</dt>
        <dd>{shownTime(article.lastSeenAt)} UTC</dd>
        <dt>Language</dt>
        <dd>{article.language ?? 'not told'}</dd>
      </dl>
      <p className="tools">
        {article.snapshot && <a href={`${path}/snapshot`}>Archived page</a>}
        <a href={path}>JSON</a>
      </p>
    </section>
  );
}

function Copies({ article }: { article: PublicArticle }) {
  const story = useAnswer(`/v1/stories/${encodeURIComponent(article.storyId)}`, StoryDetail);
  if (story.state !== 'here') return null;
  const { articles, members, sites, id } = story.value;
  if (members.length < 2) {
    return (
      <section>
        <h2>Copies</h2>
        <p className="empty">No other site that we collect carries this text.</p>
      </section>
    );
  }
  return (
    <section>
      <h2>
        {members.length} copies on {sites.length} sites
      </h2>
      <p className="lead">
        <Link href={`/stories/${encodeURIComponent(id)}`}>How this story spread</Link>
      </p>
      <MemberTable members={articles} currentId={article.id} />
    </section>
  );
}

function Revisions({ path }: { path: string }) {
  const answer = useAnswer(`${path}/revisions`, ArticleRevisions);
  if (answer.state !== 'here' || answer.value.revisions.length === 0) return null;
  return (
    <section>
      <h2>Older texts</h2>
      {answer.value.revisions.map(({ revision, title, body, firstSeenAt, lastSeenAt }) => (
        <details key={revision}>
          <summary>
            Revision {revision}, seen {shownTime(firstSeenAt)} to {shownTime(lastSeenAt)} UTC
          </summary>
          <p className="old-title">{title}</p>
          <p className="old-body">{body}</p>
        </details>
      ))}
    </section>
  );
}

function Fields({ path }: { path: string }) {
  const answer = useAnswer(`${path}/provenance`, ArticleProvenance);
  if (answer.state !== 'here' || answer.value.provenance.length === 0) return null;
  return (
    <section>
      <h2>Where each field comes from</h2>
      <ProvenanceTable rows={answer.value.provenance} />
    </section>
  );
}
