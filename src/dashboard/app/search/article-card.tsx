import type { ArticleRow } from '../../../api/answers.ts';
import { Highlighted, withoutMarks } from '../highlighted.tsx';
import { Link } from '../location.tsx';
import { shownDay } from '../shown-time.ts';
import { SiteLabel } from '../site-label.tsx';
import { defined } from '../term.tsx';
import { VerdictBadge } from '../verdict-badge.tsx';

/** @param grouped it stands for all copies of its story */
export function ArticleCard({ article, grouped }: { article: ArticleRow; grouped: boolean }) {
  const { id, title, site, siteName, authors, claimedDate, dateVerdict, copies, storyId, relation } = article;
  const lang = article.language ?? undefined;
  const ofTitle = article.highlights.find((piece) => withoutMarks(piece) === title);
  const found = article.highlights.filter((piece) => piece !== ofTitle);
  const pieces = found.length > 0 ? found : [article.body.slice(0, 400)];
  return (
    <article className="card">
      <div className="card-text">
        <h2 lang={lang}>
          <Link href={`/articles/${id}`}>
            {ofTitle ? <Highlighted piece={ofTitle} /> : (title ?? 'Without a title')}
          </Link>
        </h2>
        <p className="meta">
          <SiteLabel site={site} siteName={siteName} />
          {authors.length > 0 && <span>{authors.join(', ')}</span>}
          <span {...defined('claimed-date')}>
            {claimedDate?.iso ? `claims ${shownDay(claimedDate.iso)}` : 'claims no date'}{' '}
            <VerdictBadge verdict={dateVerdict} />
          </span>
          {!grouped && copies > 1 && (
            <span className="relation" {...defined('relation')}>
              {relation}
            </span>
          )}
        </p>
        <p className="piece" lang={lang}>
          {pieces.map((piece, i) => (
            <span key={piece}>
              {i > 0 && ' … '}
              <Highlighted piece={piece} />
            </span>
          ))}
        </p>
      </div>
      {copies > 1 && (
        <Link className="copies" href={`/stories/${encodeURIComponent(storyId)}`} {...defined('copies')}>
          <strong>{copies.toLocaleString('en')}</strong> copies
        </Link>
      )}
    </article>
  );
}
