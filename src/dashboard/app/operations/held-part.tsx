import { DriftPage, HeldPageList } from '../../../api/health-answers.ts';
import { DataTable } from '../data-table.tsx';
import { ForeignLink } from '../foreign-link.tsx';
import { address, Link, useAddress } from '../location.tsx';
import { shownTime } from '../shown-time.ts';
import { ActionButton } from './action-desk.tsx';
import { dropAction, releaseAction } from './actions.ts';
import { Answered } from './answered.tsx';
import { DriftPanel } from './drift-panel.tsx';
import { PageLinks } from './page-links.tsx';
import { useLiveAnswer } from './use-live-answer.ts';

/** Changes that wait for a decision, and the pages that are held. */
export function HeldPart() {
  const { searchParams } = useAddress();
  const [site, drift, cursor] = ['site', 'drift', 'cursor'].map((name) => searchParams.get(name));
  const drifts = useLiveAnswer(address('/v1/drifts', { state: 'open', site }), DriftPage);
  const held = useLiveAnswer(address('/v1/quarantine', { site, drift, cursor }), HeldPageList);
  return (
    <>
      <h2>Changes that wait for you</h2>
      <Answered answer={drifts}>
        {({ drifts: open }) =>
          open.length === 0 ? (
            <p className="empty">None: the sites look as usual.</p>
          ) : (
            <div className="drifts">
              {open.map((one) => (
                <DriftPanel key={one.id} drift={one} isOpen={one.id === drift || open.length === 1} />
              ))}
            </div>
          )
        }
      </Answered>
      <div className="part-head">
        <h2>
          Held pages {(site || drift) && <span className="soft">{site ?? 'of the change chosen'}</span>}
        </h2>
        {site && <SiteActions site={site} />}
      </div>
      {(site || drift) && (
        <p>
          <Link href="/operations?part=quarantine">Held pages of all sites</Link>
        </p>
      )}
      <Answered answer={held}>
        {({ pages, next }) => (
          <>
            {pages.length === 0 ? <p className="empty">No page is held.</p> : <HeldTable pages={pages} />}
            <PageLinks next={next} />
          </>
        )}
      </Answered>
    </>
  );
}

function SiteActions({ site }: { site: string }) {
  const which = `all held pages of ${site}`;
  return (
    <p className="links-row">
      <ActionButton name="Release all" action={releaseAction(which, { site })} />
      <ActionButton name="Drop all" action={dropAction(which, { site })} />
    </p>
  );
}

function HeldTable({ pages }: { pages: HeldPageList['pages'] }) {
  return (
    <DataTable
      name="Held pages"
      className="compact"
      rows={pages}
      keyOf={({ url }) => url}
      columns={[
        { name: 'Page', cell: ({ url }) => <ForeignLink url={url}>{url}</ForeignLink> },
        {
          name: 'Site',
          cell: ({ site }) => <Link href={address('/operations', { part: 'quarantine', site })}>{site}</Link>,
        },
        { name: 'Held for', cell: ({ reason }) => reason },
        { name: 'Since', cell: ({ heldAt }) => shownTime(heldAt) },
        {
          name: 'By hand',
          cell: ({ url }) => (
            <span className="links-row">
              <ActionButton name="Release" action={releaseAction(url, { url })} />
              <ActionButton name="Drop" action={dropAction(url, { url })} />
            </span>
          ),
        },
      ]}
    />
  );
}
