import type { StoryMember } from '../../../api/answers.ts';
import { DataTable } from '../data-table.tsx';
import { Link } from '../location.tsx';
import { shownDay, shownLag, shownTime } from '../shown-time.ts';
import { SiteLabel } from '../site-label.tsx';
import { VerdictBadge } from '../verdict-badge.tsx';

const ORDER = { original: 0, unique: 0, revision: 1, excerpt: 2, copy: 3 } as const;

/** The members of a story: the nearest to the original first, then by first sight. */
export function MemberTable({ members, currentId }: { members: readonly StoryMember[]; currentId?: string }) {
  const sorted = members.toSorted(
    (a, b) =>
      ORDER[a.relation] - ORDER[b.relation] ||
      a.firstSeenAt.localeCompare(b.firstSeenAt) ||
      (a.lagDays ?? 0) - (b.lagDays ?? 0),
  );
  return (
    <DataTable
      name="Members of the story"
      className="members"
      rows={sorted}
      keyOf={({ id }) => id}
      isCurrent={({ id }) => id === currentId}
      columns={[
        {
          name: 'Site and title',
          cell: (member) => <Named member={member} isCurrent={member.id === currentId} />,
        },
        {
          name: 'Relation',
          term: 'relation',
          cell: ({ relation }) => <span className={`badge relation-${relation}`}>{relation}</span>,
        },
        {
          name: 'Claimed date',
          term: 'claimed-date',
          cell: ({ claimedDate, dateVerdict }) => (
            <>
              {claimedDate?.iso ? shownDay(claimedDate.iso) : 'none'} <VerdictBadge verdict={dateVerdict} />
            </>
          ),
        },
        { name: 'Lag', term: 'lag', number: true, cell: ({ lagDays }) => shownLag(lagDays) },
        { name: 'First seen (UTC)', term: 'first-seen', cell: ({ firstSeenAt }) => shownTime(firstSeenAt) },
      ]}
    />
  );
}

function Named({
  member: { id, site, siteName, title },
  isCurrent,
}: {
  member: StoryMember;
  isCurrent: boolean;
}) {
  const shown = title ?? 'Without a title';
  return (
    <>
      <SiteLabel site={site} siteName={siteName} />
      {isCurrent ? <span>{shown}</span> : <Link href={`/articles/${id}`}>{shown}</Link>}
    </>
  );
}
