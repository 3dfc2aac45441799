import { useState } from 'react';
import { z } from 'zod';
import { ArticlePage, Problem } from '../../../api/answers.ts';
import { SavedSearch } from '../../../model/saved-search.ts';
import { counted } from '../counted.ts';
import { address, Link } from '../location.tsx';
import { OperateKeyForm } from '../operate-key-form.tsx';
import { Loading, ProblemNotice } from '../problem-notice.tsx';
import { shownDay, shownTime } from '../shown-time.ts';
import { SiteLabel } from '../site-label.tsx';
import { Defined } from '../term.tsx';
import { askFor, useAnswer } from '../use-answer.ts';
import { useTitle } from '../use-title.ts';
import { VerdictBadge } from '../verdict-badge.tsx';

const SavedSearches = z.object({ searches: z.array(SavedSearch) });
const NEWEST = '3';

/** The digest: what each saved search found last. */
export function SavedPage() {
  useTitle('Saved searches');
  const [removed, setRemoved] = useState<ReadonlySet<string>>(new Set());
  const answer = useAnswer('/v1/searches', SavedSearches);
  const searches =
    answer.state === 'here' ? answer.value.searches.filter(({ name }) => !removed.has(name)) : [];
  return (
    <div className="saved-page">
      <div className="page-head">
        <div>
          <h1>Saved searches</h1>
          <p className="lead">What each of them found last. Each is a feed, and webhooks can follow it.</p>
        </div>
        {searches.length > 0 && <a href="/v1/searches.opml">All feeds (OPML)</a>}
      </div>
      {answer.state === 'failed' && <ProblemNotice problem={answer.problem} />}
      {answer.state === 'loading' && <Loading />}
      {answer.state === 'here' && searches.length === 0 && (
        <div className="notice">
          <p className="notice-title">Nothing is saved yet</p>
          <p>
            <Link href="/search?q=verdict%3Alate">Search for something</Link> that you want to keep an eye on,
            and choose “Save” above the results.
          </p>
        </div>
      )}
      <div className="digest">
        {searches.map((search) => (
          <Digest
            key={search.name}
            search={search}
            onRemoved={() => setRemoved(new Set([...removed, search.name]))}
          />
        ))}
      </div>
    </div>
  );
}

function Digest({ search, onRemoved }: { search: SavedSearch; onRemoved(): void }) {
  const { name, title, q, updatedAt } = search;
  const answer = useAnswer(
    address('/v1/articles', { q, sort: 'newest', collapse: 'true', limit: NEWEST }),
    ArticlePage,
  );
  const page = answer.state === 'here' ? answer.value : null;
  return (
    <section className="panel" aria-label={title}>
      <h2>
        <Link href={address('/search', { q, sort: 'newest' })}>{title}</Link>
      </h2>
      <p>
        <code>{q}</code>
      </p>
      {answer.state === 'failed' && <p className="problem">{answer.problem.detail}</p>}
      {answer.state === 'loading' && <Loading />}
      {page && (
        <p>
          <Defined term="matching-stories">
            <strong>{page.total.toLocaleString('en')}</strong> {page.total === 1 ? 'story' : 'stories'}
          </Defined>
        </p>
      )}
      {page && <Newest page={page} />}
      <p className="links-row raw">
        <a href={`/v1/feeds/${name}.atom`}>Atom</a>
        <a href={`/v1/feeds/${name}.rss`}>RSS</a>
        <a href={`/v1/feeds/${name}.json`}>JSON Feed</a>
        <span>saved {shownDay(updatedAt)}</span>
        <Remove name={name} title={title} onRemoved={onRemoved} />
      </p>
    </section>
  );
}

function Newest({ page }: { page: ArticlePage }) {
  if (page.articles.length === 0) return <p className="empty">Nothing has fitted so far.</p>;
  return (
    <ul className="newest">
      {page.articles.map((article) => (
        <li key={article.id}>
          <Link href={`/articles/${article.id}`} lang={article.language ?? undefined}>
            {article.title ?? 'Without a title'}
          </Link>
          <span className="meta">
            <SiteLabel site={article.site} siteName={article.siteName} />
            <span data-term="first-seen">first seen {shownTime(article.firstSeenAt)}</span>
            {article.copies > 1 && (
              <span data-term="copies">{counted(article.copies, 'copy', 'copies')}</span>
            )}
            <VerdictBadge verdict={article.dateVerdict} />
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Twice, so that no slip of the hand removes a feed that others read. */
function Remove({ name, title, onRemoved }: { name: string; title: string; onRemoved(): void }) {
  const [state, setState] = useState<'idle' | 'sure' | 'needs-key' | { problem: string }>('idle');
  const remove = async () => {
    const response = await askFor(`/v1/searches/${name}`, { method: 'DELETE' });
    if (response.ok) onRemoved();
    else if (response.status === 401 || response.status === 403) setState('needs-key');
    else setState({ problem: Problem.parse(await response.json()).detail });
  };
  if (typeof state === 'object') return <span className="problem">{state.problem}</span>;
  if (state === 'needs-key') return <OperateKeyForm onKept={() => void remove()} />;
  return (
    <button
      type="button"
      className="quiet"
      aria-label={state === 'sure' ? `Really remove ${title}` : `Remove ${title}`}
      onBlur={() => setState('idle')}
      onClick={() => {
        if (state === 'sure') void remove();
        else setState('sure');
      }}
    >
      {state === 'sure' ? 'Really remove?' : 'Remove'}
    </button>
  );
}
