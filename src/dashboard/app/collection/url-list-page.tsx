import { UrlPage } from '../../../api/answers.ts';
import type { UrlRecord } from '../../../model/url-record.ts';
import { address, Link, useAddress } from '../location.tsx';
import { Loading, ProblemNotice } from '../problem-notice.tsx';
import { shownTime } from '../shown-time.ts';
import { defined } from '../term.tsx';
import { shownOf, useAnswer } from '../use-answer.ts';
import { useTitle } from '../use-title.ts';
import { AskedAddressForm } from './asked-address-form.tsx';
import { troubleOutcomes } from './trouble-outcomes.ts';

/** Every address ever seen, and what became of it. */
export function UrlListPage() {
  const { searchParams } = useAddress();
  const filter = {
    outcome: searchParams.get('outcome'),
    host: searchParams.get('host'),
  };
  const cursor = searchParams.get('cursor');
  const answer = useAnswer(address('/v1/urls', { ...filter, cursor, limit: '50' }), UrlPage);
  useTitle('Collection');
  const page = shownOf(answer);
  return (
    <div className="narrow urls-page">
      <div className="page-head">
        <h1>Collection</h1>
        <p className="lead">
          Every address ever seen, with what became of it and why. Ask for any other below: it is told why it
          is not in the feed.
        </p>
      </div>
      {answer.state === 'failed' && <ProblemNotice problem={answer.problem} />}
      {page && (
        <Outcomes
          counts={page.outcomes}
          chosen={filter.outcome}
          linkTo={(outcome) => address('/urls', { ...filter, outcome })}
        />
      )}
      <AskedAddressForm shown={filter.host ?? ''} button="Show" outcome={filter.outcome} />
      {!page && answer.state === 'loading' && <Loading />}
      {page?.urls.length === 0 && (
        <p className="empty">
          No address fits. <Link href="/urls">Show all</Link>, or write a host or a whole address above.
        </p>
      )}
      {page && (
        <ol className="urls">
          {page.urls.map((record) => (
            <UrlRow key={record.url} record={record} />
          ))}
        </ol>
      )}
      {page && (page.next || cursor) && (
        <nav className="pages" aria-label="Pages">
          {cursor && <Link href={address('/urls', filter)}>← First page</Link>}
          {page.next && <Link href={address('/urls', { ...filter, cursor: page.next })}>More →</Link>}
        </nav>
      )}
    </div>
  );
}

type OutcomesProps = {
  counts: UrlPage['outcomes'];
  chosen: string | null;
  linkTo(outcome: string | null): string;
};

function Outcomes({ counts, chosen, linkTo }: OutcomesProps) {
  const rows = Object.entries(counts).toSorted(([, a], [, b]) => (b ?? 0) - (a ?? 0));
  return (
    <ul className="outcomes" aria-label="Addresses by outcome">
      {rows.map(([outcome, count]) => (
        <li key={outcome}>
          <Link
            href={linkTo(outcome === chosen ? null : outcome)}
            aria-current={outcome === chosen ? 'true' : undefined}
            className={troubleOutcomes.has(outcome) ? 'trouble' : undefined}
          >
            <strong data-term="addresses">{(count ?? 0).toLocaleString('en')}</strong>{' '}
            <span {...defined('outcome')}>{outcome}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

function UrlRow({ record }: { record: UrlRecord }) {
  const { url, outcome, reason, updatedAt, articleId, discovery, lastFetch } = record;
  return (
    <li>
      <span className={`badge ${troubleOutcomes.has(outcome) ? 'trouble' : ''}`}>{outcome}</span>
      <div>
        <p className="address">
          <Link href={address('/urls', { url })}>{url}</Link>
        </p>
        <p className="meta">
          <span>{reason}</span>
          <span>{shownTime(updatedAt)} UTC</span>
          <span>
            known by {discovery.by}
            {discovery.from && ` on ${discovery.from}`}
            {discovery.position && `, link ${discovery.position}`}
          </span>
          {lastFetch && <span>HTTP {lastFetch.status}</span>}
          {articleId && <Link href={`/articles/${articleId}`}>its article</Link>}
        </p>
      </div>
    </li>
  );
}
