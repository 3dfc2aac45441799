import { useState } from 'react';
import { z } from 'zod';
import { Digest } from '../../../api/answers.ts';
import { SavedSearch } from '../../../model/saved-search.ts';
import { Choice } from '../choice.tsx';
import { address, Link, useAddress } from '../location.tsx';
import { Loading, ProblemNotice } from '../problem-notice.tsx';
import { shownTime } from '../shown-time.ts';
import { shownOf, useAnswer } from '../use-answer.ts';
import { useTitle } from '../use-title.ts';
import { SearchDigest } from './search-digest.tsx';

const SavedSearches = z.object({ searches: z.array(SavedSearch) });
const SPANS = [
  { value: '24', name: '24 hours' },
  { value: '168', name: '7 days' },
  { value: '720', name: '30 days' },
];

/** The digest: what each saved search found lately, and what it told of. */
export function SavedPage() {
  useTitle('Saved searches');
  const { searchParams } = useAddress();
  const hours = searchParams.get('hours') ?? '24';
  const [removed, setRemoved] = useState<ReadonlySet<string>>(new Set());
  const answer = useAnswer(address('/v1/digest', { hours }), Digest);
  const saved = useAnswer('/v1/searches', SavedSearches);
  const digest = shownOf(answer);
  const searches = digest?.searches.filter(({ name }) => !removed.has(name)) ?? [];
  const known = saved.state === 'here' ? saved.value.searches : [];
  return (
    <div className="saved-page" aria-busy={answer.state === 'loading'}>
      <div className="page-head">
        <div>
          <h1>Saved searches</h1>
          <p className="lead">
            {digest ? `What they found ${shownTime(digest.from)} to ${shownTime(digest.to)} UTC` : ' '}
          </p>
        </div>
        <Choice
          name="Stretch of time"
          choices={SPANS}
          chosen={hours}
          linkTo={(value) => address('/saved', { hours: value === '24' ? null : value })}
        />
      </div>
      {answer.state === 'failed' && <ProblemNotice problem={answer.problem} />}
      {!digest && answer.state === 'loading' && <Loading />}
      {digest && searches.length === 0 && (
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
          <SearchDigest
            key={search.name}
            found={search}
            rules={known.find(({ name }) => name === search.name)?.alerts ?? []}
            onRemoved={() => setRemoved(new Set([...removed, search.name]))}
          />
        ))}
      </div>
      {searches.length > 0 && (
        <p className="links-row raw">
          <a href="/v1/alerts.atom">All alerts as a feed</a>
          <a href="/v1/searches.opml">All searches as feeds (OPML)</a>
          {digest && digest.more > 0 && <span>{digest.more} more are not shown here</span>}
        </p>
      )}
    </div>
  );
}
