import { HostList } from '../../../api/work-answers.ts';
import { DataTable } from '../data-table.tsx';
import { address, Link } from '../location.tsx';
import { shownTime } from '../shown-time.ts';
import { Answered } from './answered.tsx';
import { useLiveAnswer } from './use-live-answer.ts';

const EVERY_MS = 10_000;

/** Each host with the rule it is asked by, and the pace that was kept; the closed ones first. */
export function HostPart() {
  const answer = useLiveAnswer('/v1/hosts', HostList, EVERY_MS);
  return (
    <Answered answer={answer}>
      {({ hosts }) =>
        hosts.length === 0 ? (
          <p className="empty">No host has been asked for anything yet.</p>
        ) : (
          <DataTable
            name="Hosts and their pace"
            rows={hosts.toSorted((a, b) => Number(isOpen(a)) - Number(isOpen(b)))}
            keyOf={({ origin }) => origin}
            columns={[
              { name: 'Host', cell: ({ origin }) => <Host origin={origin} /> },
              {
                name: 'robots.txt',
                cell: (host) => (
                  <>
                    <span className={`badge ${isOpen(host) ? '' : 'trouble'}`}>{host.robots}</span>
                    <span className="raw"> {host.source}</span>
                  </>
                ),
              },
              { name: 'Gap', term: 'gap', number: true, cell: ({ gapMs }) => shownMs(gapMs) },
              {
                ...{ name: 'Smallest kept', term: 'kept-gap', number: true },
                cell: ({ smallestGapMs }) => (smallestGapMs === null ? '–' : shownMs(smallestGapMs)),
              },
              {
                ...{ name: 'Requests', term: 'host-requests', number: true },
                cell: ({ requests }) => requests.toLocaleString('en'),
              },
              {
                name: 'Closed until',
                cell: ({ closedUntil }) => (closedUntil ? shownTime(closedUntil) : '–'),
              },
              { name: 'Last asked', cell: ({ seenAt }) => shownTime(seenAt) },
            ]}
          />
        )
      }
    </Answered>
  );
}

function isOpen({ robots, closedUntil }: HostList['hosts'][number]): boolean {
  return closedUntil === null && (robots === 'rules' || robots === 'none');
}

function Host({ origin }: { origin: string }) {
  const { host } = new URL(origin);
  return <Link href={address('/urls', { host })}>{host}</Link>;
}

/** 250 → "250 ms", 1500 → "1.5 s". */
function shownMs(ms: number): string {
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${Number((ms / 1_000).toFixed(1))} s`;
}
