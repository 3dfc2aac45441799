import { PublicArticle } from '../../../model/change-event.ts';
import { Choice } from '../choice.tsx';
import { ForeignLink } from '../foreign-link.tsx';
import { address, Link, useAddress } from '../location.tsx';
import { Loading, ProblemNotice } from '../problem-notice.tsx';
import { shownTime } from '../shown-time.ts';
import { Defined, defined } from '../term.tsx';
import { useAnswer } from '../use-answer.ts';
import { useTitle } from '../use-title.ts';
import { ArchivedPage } from './archived-page.tsx';
import { ArticleText } from './article-text.tsx';
import { Copies } from './copies.tsx';
import { DatePanel } from './date-panel.tsx';
import { Fields } from './fields.tsx';
import { LinkLists } from './link-lists.tsx';
import { Prominence } from './prominence.tsx';
import { Revisions } from './revisions.tsx';

const PARTS = [
  { value: 'text', name: 'Text' },
  { value: 'page', name: 'Archived page' },
  { value: 'fields', name: 'Fields' },
  { value: 'prominence', name: 'Prominence' },
  { value: 'revisions', name: 'Revisions' },
] as const;

/** One article: what its page says, and what we know about it. */
export function ArticlePageView({ id }: { id: string }) {
  const path = `/v1/articles/${encodeURIComponent(id)}`;
  const answer = useAnswer(path, PublicArticle);
  const { pathname, searchParams } = useAddress();
  const part = PARTS.find(({ value }) => value === searchParams.get('part'))?.value ?? 'text';
  const article = answer.state === 'here' ? answer.value : null;
  const title = article?.title ?? 'Without a title';
  useTitle(title);
  if (answer.state === 'failed') return <ProblemNotice problem={answer.problem} page />;
  if (!article) return <Loading />;
  const lang = article.language ?? undefined;
  return (
    <div className="article-page">
      <header className="article-head">
        <p className="eyebrow">
          <ForeignLink url={article.url}>{article.siteName ?? article.site}</ForeignLink>
          {article.category && <span>{article.category}</span>}
          <span className={`badge relation-${article.relation}`} {...defined('relation')}>
            {article.relation}
          </span>
        </p>
        <h1 lang={lang}>{title}</h1>
        <p className="byline">
          {article.authors.length > 0 ? article.authors.join(', ') : 'No author named'}
          {article.wireCredit && <span> · credits {article.wireCredit}</span>}
          {article.source && <span> · source {article.source}</span>}
        </p>
        <Choice
          name="Parts of the article"
          choices={PARTS}
          chosen={part}
          linkTo={(value) => address(pathname, { part: value === 'text' ? null : value })}
        />
      </header>
      <div className="reading">
        {part === 'text' && <ArticleText article={article} />}
        {part === 'page' && <ArchivedPage article={article} />}
        {part === 'fields' && <Fields path={path} />}
        {part === 'prominence' && <Prominence article={article} />}
        {part === 'revisions' && <Revisions article={article} />}
      </div>
      <aside className="beside" aria-label="About this article">
        <DatePanel article={article} />
        <Seen article={article} />
        <LinkLists links={article.links} />
      </aside>
      <div className="below">
        <Copies article={article} />
      </div>
    </div>
  );
}

function Seen({ article }: { article: PublicArticle }) {
  return (
    <section className="panel">
      <h2>Seen by us</h2>
      <dl className="facts">
        <dt>
          <Defined term="first-seen">First</Defined>
        </dt>
        <dd data-term="first-seen">{shownTime(article.firstSeenAt)} UTC</dd>
        <dt>
          <Defined term="last-seen">Last</Defined>
        </dt>
        <dd data-term="last-seen">{shownTime(article.lastSeenAt)} UTC</dd>
        <dt>Language</dt>
        <dd>{article.language ?? 'not told'}</dd>
      </dl>
      <p className="links-row">
        <Link href={address('/urls', { url: article.url })}>Life of its address</Link>
        <a href={`/v1/articles/${article.id}`}>JSON</a>
        {article.snapshot && <a href={`/v1/articles/${article.id}/snapshot`}>Archived source</a>}
      </p>
    </section>
  );
}
