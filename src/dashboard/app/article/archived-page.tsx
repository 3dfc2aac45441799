import type { PublicArticle } from '../../../model/change-event.ts';
import { ForeignLink } from '../foreign-link.tsx';

/** The page as it was fetched, in a frame that runs no script and loads nothing from elsewhere. */
export function ArchivedPage({ article }: { article: PublicArticle }) {
  if (!article.snapshot) {
    return (
      <p className="empty">
        No page is archived for this article. It stands at{' '}
        <ForeignLink url={article.url}>{article.url}</ForeignLink>, if it still does.
      </p>
    );
  }
  return (
    <figure className="archived">
      <figcaption className="raw">
        As it came over the wire, without its scripts, pictures and style files: nothing in it runs or reaches
        the portal.
      </figcaption>
      <iframe
        src={`/v1/articles/${article.id}/snapshot.html`}
        title={`Archived page: ${article.title ?? article.url}`}
        sandbox=""
        referrerPolicy="no-referrer"
      />
    </figure>
  );
}
