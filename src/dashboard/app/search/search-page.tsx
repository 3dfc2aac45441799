import { ArticlePage, FacetCounts } from '../../../api/answers.ts';
import { counted } from '../counted.ts';
import { address, goTo, Link, useAddress } from '../location.tsx';
import { Loading, ProblemNotice } from '../problem-notice.tsx';
import { shownTime } from '../shown-time.ts';
import { Defined } from '../term.tsx';
import { shownOf, useAnswer } from '../use-answer.ts';
import { useTitle } from '../use-title.ts';
import { ArticleCard } from './article-card.tsx';
import { FacetPanel } from './facet-panel.tsx';
import { MatchHistogram } from './match-histogram.tsx';
import { SearchBox } from './search-box.tsx';
import { SearchTools } from './search-tools.tsx';

/** How a total came about, in front of it. */
const SURE = { exact: '', estimate: 'about ', 'at-least': 'at least ' } as const;

const SORTS = { relevance: 'best match', newest: 'newest first', oldest: 'oldest first' };

/** Articles that fit a query, one row a story unless every copy is asked for. */
export function SearchPage() {
  const { searchParams } = useAddress();
  const q = searchParams.get('q') ?? '*';
  const sort = searchParams.get('sort') ?? 'relevance';
  const copies = searchParams.get('copies') === 'all';
  const cursor = searchParams.get('cursor');
  const bucket = searchParams.get('bucket');
  const measure = searchParams.get('measure');
  useTitle(q === '*' ? 'Search' : q);
  const collapse = String(!copies);
  const found = useAnswer(address('/v1/articles', { q, sort, collapse, cursor, limit: '25' }), ArticlePage);
  const facets = useAnswer(address('/v1/facets', { q }), FacetCounts);
  const here = (change: Record<string, string | null>) =>
    address('/search', {
      q: q === '*' ? null : q,
      sort: sort === 'relevance' ? null : sort,
      copies: copies ? 'all' : null,
      bucket,
      measure,
      ...change,
    });

  const page = shownOf(found);
  const counts = shownOf(facets);
  const problem = found.state === 'failed' ? found.problem : null;
  return (
    <div className="search-page">
      <h1 className="sr-only">Search</h1>
      <SearchBox
        key={q}
        query={q}
        problem={problem?.code === 'query' ? problem : null}
        onSearch={(text) => goTo(here({ q: text, cursor: null }))}
      />
      {counts && <FacetPanel counts={counts} query={q} linkTo={(text) => here({ q: text, cursor: null })} />}
      <section className="results" aria-label="Results" aria-busy={found.state === 'loading'}>
        {problem && problem.code !== 'query' && <ProblemNotice problem={problem} />}
        {page && (
          <div className="results-head">
            <p role="status">
              <Defined term={copies ? 'matches' : 'matching-stories'}>
                {SURE[page.totalIs]}
                <strong>{page.total.toLocaleString('en')}</strong> {unit(page.total, copies)}
              </Defined>
            </p>
            <label className="check">
              <input
                type="checkbox"
                checked={copies}
                onChange={(event) =>
                  goTo(here({ copies: event.target.checked ? 'all' : null, cursor: null }))
                }
              />
              every copy
            </label>
            <label className="sort">
              <span className="sr-only">Order</span>
              <select
                value={sort}
                onChange={(event) => goTo(here({ sort: event.target.value, cursor: null }))}
              >
                {Object.entries(SORTS).map(([value, name]) => (
                  <option key={value} value={value}>
                    {name}
                  </option>
                ))}
              </select>
            </label>
            <SearchTools query={q} />
          </div>
        )}
        {page && <HowFound page={page} facetsAmong={counts?.among ?? null} />}
        {page && page.articles.length > 0 && (
          <MatchHistogram
            query={q}
            bucket={bucket ?? 'auto'}
            measure={measure === 'share' ? 'share' : 'count'}
            linkTo={here}
          />
        )}
        {!page && !problem && <Loading />}
        {page?.articles.length === 0 && <NothingFits query={q} />}
        {page && (
          <ol className="cards">
            {page.articles.map((article) => (
              <li key={article.id}>
                <ArticleCard article={article} grouped={!copies} />
              </li>
            ))}
          </ol>
        )}
        {page && (page.next || cursor) && (
          <nav className="pages" aria-label="Pages">
            {cursor && <Link href={here({ cursor: null })}>← First page</Link>}
            {page.next && <Link href={here({ cursor: page.next })}>More →</Link>}
          </nav>
        )}
      </section>
    </div>
  );
}

/** What limits the answer, where something does: it would be wrong to read it as if nothing did. */
function HowFound({ page, facetsAmong }: { page: ArticlePage; facetsAmong: number | null }) {
  const { asOf, among } = page;
  if (!asOf && among === null && facetsAmong === null) return null;
  return (
    <p className="raw">
      {asOf &&
        `As it stood before ${shownTime(asOf.at)} UTC${asOf.exact ? '' : ', as far as the changes reach back'}. `}
      {among !== null &&
        `Rank and stories are judged among the newest ${among.toLocaleString('en')} that fit. `}
      {facetsAmong !== null &&
        `Counts beside are of the newest ${facetsAmong.toLocaleString('en')} that fit.`}
    </p>
  );
}

function unit(total: number, copies: boolean): string {
  return counted(total, copies ? 'article' : 'story', copies ? 'articles' : 'stories').replace(/^\S+ /, '');
}

function NothingFits({ query }: { query: string }) {
  if (query === '*') {
    return (
      <div className="notice">
        <p className="notice-title">No articles yet</p>
        <p>
          Collect some with <code>npx wellspring crawl https://…</code>; this page shows them as they come.
        </p>
      </div>
    );
  }
  return (
    <div className="notice">
      <p className="notice-title">No article fits</p>
      <p>
        Try fewer words, a prefix such as <code>flood*</code>, or <Link href="/search">everything</Link>.
      </p>
    </div>
  );
}
