import { AuditPage } from '../../../api/health-answers.ts';
import { DataTable } from '../data-table.tsx';
import { address, useAddress } from '../location.tsx';
import { shownTime } from '../shown-time.ts';
import { Answered } from './answered.tsx';
import { PageLinks } from './page-links.tsx';
import { useLiveAnswer } from './use-live-answer.ts';

/** Who did what, newest first. */
export function LogPart() {
  const cursor = useAddress().searchParams.get('cursor');
  const answer = useLiveAnswer(address('/v1/audit', { cursor }), AuditPage);
  return (
    <Answered answer={answer}>
      {({ entries, next }) => (
        <>
          {entries.length === 0 && <p className="empty">Nobody has changed anything by hand yet.</p>}
          {entries.length > 0 && (
            <DataTable
              name="What was changed by hand"
              className="compact"
              rows={entries.map((entry, n) => ({ ...entry, n }))}
              keyOf={({ at, n }) => `${at} ${n}`}
              columns={[
                { name: 'When', cell: ({ at }) => shownTime(at) },
                { name: 'Who', cell: ({ who }) => who },
                { name: 'Did', cell: ({ action }) => <code>{action}</code> },
                { name: 'To', cell: ({ subject }) => subject ?? 'the whole' },
                { name: 'Because', cell: ({ note }) => note },
              ]}
            />
          )}
          <PageLinks next={next} />
        </>
      )}
    </Answered>
  );
}
