import type { Article } from '../model/article.ts';
import type { PublicArticle } from '../model/change-event.ts';

/** Without the provenance, which has an address of its own. */
export function publicArticle({ provenance: _, ...open }: Article): PublicArticle {
  return open;
}
