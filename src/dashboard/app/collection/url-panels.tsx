import type { ReactNode } from 'react';
import type { UrlBiography } from '../../../model/url-biography.ts';
import type { UrlRecord } from '../../../model/url-record.ts';
import { counted } from '../counted.ts';
import type { Term } from '../definitions.ts';
import { address, Link } from '../location.tsx';
import { percent } from '../percent.ts';
import { shownTime } from '../shown-time.ts';
import { Defined, defined } from '../term.tsx';

/** How it was found, fetched and read, and which story it became part of. */
export function UrlPanels({ told: { record, article, story } }: { told: UrlBiography }) {
  return (
    <div className="url-panels">
      <Panel name="How it was found">
        {record ? <Found record={record} /> : <None>Nothing that was read so far has named it.</None>}
      </Panel>
      <Panel name="Last fetch">
        {record?.lastFetch ? (
          <Fetched record={record} lastFetch={record.lastFetch} />
        ) : (
          <None>It was never fetched.</None>
        )}
      </Panel>
      <Panel name="What was read of it">
        {article ? <Parsed article={article} /> : <None>It has no article.</None>}
      </Panel>
      <Panel name="Story">
        {story ? <StoryFacts story={story} /> : <None>Only an article belongs to a story.</None>}
      </Panel>
    </div>
  );
}

function Panel({ name, children }: { name: string; children: ReactNode }) {
  return (
    <section className="panel" aria-label={name}>
      <h2>{name}</h2>
      {children}
    </section>
  );
}

function None({ children }: { children: ReactNode }) {
  return <p className="empty">{children}</p>;
}

function Fact({ name, term, children }: { name: string; term?: Term; children: ReactNode }) {
  return (
    <div className="row">
      <dt>{term ? <Defined term={term}>{name}</Defined> : name}</dt>
      <dd data-term={term}>{children}</dd>
    </div>
  );
}

/** Another address, with its own life. */
function UrlLink({ url }: { url: string }) {
  return <Link href={address('/urls', { url })}>{url}</Link>;
}

function Found({ record: { discovery, depth, firstSeenAt } }: { record: UrlRecord }) {
  const { by, from, position, date } = discovery;
  return (
    <dl className="facts">
      <Fact name="Known by">{by}</Fact>
      {from && (
        <Fact name="On">
          <UrlLink url={from} />
        </Fact>
      )}
      {from && (
        <Fact name="Place" term="link-position">
          {position ? `link ${position}` : 'not known'}
        </Fact>
      )}
      {date && <Fact name="Dated there">{date}</Fact>}
      <Fact name="Depth" term="depth">
        {counted(depth, 'link')} from a start
      </Fact>
      <Fact name="First met">{shownTime(firstSeenAt)} UTC</Fact>
    </dl>
  );
}

type Fetch = NonNullable<UrlRecord['lastFetch']>;

function Fetched({ record: { url, rhythm }, lastFetch }: { record: UrlRecord; lastFetch: Fetch }) {
  const { at, status, finalUrl, snapshot } = lastFetch;
  return (
    <dl className="facts">
      <Fact name="At">{shownTime(at)} UTC</Fact>
      <Fact name="Answer">HTTP {status}</Fact>
      {finalUrl !== url && (
        <Fact name="Led to">
          <UrlLink url={finalUrl} />
        </Fact>
      )}
      <Fact name="Kept in">
        {snapshot
          ? `${snapshot.file}, byte ${snapshot.offsetBytes.toLocaleString('en')}`
          : 'nothing was kept'}
      </Fact>
      {rhythm && (
        <>
          <Fact name="Visits" term="url-visits">
            {rhythm.visits.toLocaleString('en')}, {rhythm.changes.toLocaleString('en')} with something new
          </Fact>
          <Fact name="Next visit">
            {rhythm.nextAt ? `${shownTime(rhythm.nextAt)} UTC` : 'by its schedule, or never again'}
          </Fact>
        </>
      )}
    </dl>
  );
}

function Parsed({ article }: { article: NonNullable<UrlBiography['article']> }) {
  const { id, title, revision, template, parserVersion, weakest } = article;
  return (
    <dl className="facts">
      <Fact name="Article">
        <Link href={`/articles/${id}`}>{title ?? 'Without a title'}</Link>
      </Fact>
      <Fact name="Revision" term="revision">
        {revision}
      </Fact>
      <Fact name="Template">
        {template}, parsers {parserVersion}
      </Fact>
      <Fact name="Least sure" term="field-confidence">
        {weakest.map(({ field, confidence }) => `${field} ${percent(confidence)}`).join(', ')}{' '}
        <Link href={`/articles/${id}?part=fields`}>all fields</Link>
      </Fact>
    </dl>
  );
}

function StoryFacts({
  story: { id, relation, members, sites },
}: {
  story: NonNullable<UrlBiography['story']>;
}) {
  return (
    <dl className="facts">
      <Fact name="Relation">
        <span className={`badge relation-${relation}`} {...defined('relation')}>
          {relation}
        </span>
      </Fact>
      <Fact name="Copies" term="copies">
        {counted(members, 'article')} on {counted(sites, 'site')}
      </Fact>
      <Fact name="Story">
        <Link href={`/stories/${id}`}>how it spread</Link>
      </Fact>
    </dl>
  );
}
