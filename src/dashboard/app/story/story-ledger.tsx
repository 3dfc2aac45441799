import type { ComparedMember } from '../../../api/answers.ts';
import { DataTable } from '../data-table.tsx';
import { Link } from '../location.tsx';
import { shownLag, shownTime } from '../shown-time.ts';
import { VerdictBadge } from '../verdict-badge.tsx';

/** More rows are no ledger to read; each article has its own on its page. */
const MAX_ROWS = 60;

/** The date ledger: what each member claims, every piece of evidence as printed, the verdict and why. */
export function StoryLedger({ members }: { members: readonly ComparedMember[] }) {
  return (
    <DataTable
      name="Ledger of the dates"
      className="ledger stacked"
      rows={members.slice(0, MAX_ROWS)}
      keyOf={({ id }) => id}
      columns={[
        { name: 'Article', cell: (member) => <Named member={member} /> },
        {
          name: 'Claims',
          term: 'claimed-date',
          cell: ({ claimedDate }) => (claimedDate ? `“${claimedDate.raw}”` : 'no date'),
        },
        { name: 'Evidence as found', cell: (member) => <Evidence member={member} /> },
        { name: 'Verdict and reasons', term: 'verdict', cell: (member) => <Reasons member={member} /> },
      ]}
    />
  );
}

function Named({ member: { id, siteName, site, category } }: { member: ComparedMember }) {
  return (
    <>
      <Link href={`/articles/${id}`}>{siteName ?? site}</Link>
      {siteName !== null && <span className="host">{site}</span>}
      {category !== null && <span className="raw">filed under {category}</span>}
    </>
  );
}

function Evidence({ member: { dateEvidence } }: { member: ComparedMember }) {
  return (
    <ul>
      {dateEvidence.map(({ kind, raw, iso, zone }) => (
        <li key={`${kind} ${raw}`} title={raw}>
          <span className="kind">{kind}</span>{' '}
          {iso ? `${shownTime(iso)}${zone ? ` (${zone})` : ''}` : `“${raw}”, not understood`}
        </li>
      ))}
      {dateEvidence.length === 0 && <li className="raw">none</li>}
    </ul>
  );
}

function Reasons({ member: { dateVerdict, lagDays, dateReasons } }: { member: ComparedMember }) {
  return (
    <>
      <VerdictBadge verdict={dateVerdict} /> <span data-term="lag">lag {shownLag(lagDays)}</span>
      <ul>
        {dateReasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
    </>
  );
}
