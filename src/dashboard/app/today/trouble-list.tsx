import type { TodayAnswer } from '../../../api/figure-answers.ts';
import { counted } from '../counted.ts';
import { address, Link } from '../location.tsx';
import { shownTime } from '../shown-time.ts';
import { defined } from '../term.tsx';

const SHOWN = 8;
const SHOWN_HOSTS = 4;

/** Addresses that could not be fetched or read, alike ones together; each host leads to its own. */
export function TroubleList({ troubles }: Pick<TodayAnswer, 'troubles'>) {
  if (troubles.length === 0) return <p className="empty">Nothing: every address came to a good end.</p>;
  const kinds = [...Map.groupBy(troubles, ({ outcome, reason }) => `${outcome} ${reason}`).values()];
  return (
    <>
      <ul className="troubles">
        {kinds.slice(0, SHOWN).map((kind) => (
          <li key={`${kind[0]?.outcome} ${kind[0]?.reason}`}>
            <TroubleKind hosts={kind} />
          </li>
        ))}
      </ul>
      {kinds.length > SHOWN && (
        <p className="raw">
          and {counted(kinds.length - SHOWN, 'more kind')}: see <Link href="/urls">the collection</Link>
        </p>
      )}
    </>
  );
}

function TroubleKind({ hosts }: { hosts: TodayAnswer['troubles'] }) {
  const [first] = hosts;
  if (!first) return null;
  const { outcome, reason } = first;
  const urls = hosts.reduce((sum, host) => sum + host.urls, 0);
  const last = hosts
    .map(({ lastAt }) => lastAt)
    .toSorted()
    .at(-1);
  return (
    <>
      <p className="meta">
        <b {...defined('addresses')}>{counted(urls, 'address', 'addresses')}</b>
        <span className="badge trouble" {...defined('outcome')}>
          {outcome}
        </span>
        <span>{reason}</span>
        {last && <span>last {shownTime(last)}</span>}
      </p>
      <p className="links-row">
        {hosts.slice(0, SHOWN_HOSTS).map(({ host, urls: own }) => (
          <Link key={host} href={address('/urls', { host, outcome })}>
            {host}
            {own > 1 && <span data-term="addresses"> {own.toLocaleString('en')}</span>}
          </Link>
        ))}
        {hosts.length > SHOWN_HOSTS && (
          <Link href={address('/urls', { outcome })}>and {hosts.length - SHOWN_HOSTS} more</Link>
        )}
      </p>
    </>
  );
}

/** Sites that brought something in the stretch before, and nothing in this one. */
export function QuietSites({ sites }: { sites: TodayAnswer['quiet'] }) {
  return (
    <ul className="troubles">
      {sites.slice(0, SHOWN).map(({ site, siteName, before, lastSeenAt }) => (
        <li key={site}>
          <Link href={address('/search', { q: `site:${site}`, copies: 'all', sort: 'newest' })}>
            {siteName ?? site}
          </Link>
          <p className="meta">
            <span {...defined('new-articles')}>{counted(before, 'article')} in the stretch before</span>
            <span {...defined('last-seen')}>last seen {shownTime(lastSeenAt)}</span>
          </p>
        </li>
      ))}
    </ul>
  );
}
