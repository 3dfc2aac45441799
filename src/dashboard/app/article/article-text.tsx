import type { PublicArticle } from '../../../model/change-event.ts';
import { defined } from '../term.tsx';

/** The text as it was read, and the reactions as the page shows them. */
export function ArticleText({ article }: { article: PublicArticle }) {
  return (
    <article>
      <div className="body" lang={article.language ?? undefined}>
        {article.paragraphs.map((paragraph, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs may repeat and never move
          <p key={i}>{paragraph}</p>
        ))}
        {article.paragraphs.length === 0 && (
          <p className="empty">
            The page holds no text that we could find. “Archived page” shows what came over the wire.
          </p>
        )}
      </div>
      <Reactions article={article} />
    </article>
  );
}

function Reactions({ article: { reactions, views } }: { article: PublicArticle }) {
  if (reactions.length === 0 && views === null) return null;
  return (
    <ul className="reactions" aria-label="Reactions as the page shows them">
      {reactions.map(({ label, count, atLeast }) => (
        <li key={label} {...defined('reactions')}>
          <span>{label}</span>
          {count === null ? (
            <em>not shown</em>
          ) : (
            <strong>
              {count.toLocaleString('en')}
              {atLeast && '+'}
            </strong>
          )}
        </li>
      ))}
      {views !== null && (
        <li {...defined('views')}>
          <span>Views</span> <strong>{views.toLocaleString('en')}</strong>
        </li>
      )}
    </ul>
  );
}
