import type { StoryMember } from '../../api/answers.ts';
import { Link } from './location.tsx';
import { shownDay, shownLag, shownTime } from './shown-time.ts';
import { SiteLabel } from './site-label.tsx';
import { VerdictBadge } from './verdict-badge.tsx';

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
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reached by keyboard
    <section className="scroll" aria-label="Members of the story" tabIndex={0}>
      <table className="members">
        <thead>
          <tr>
            <th scope="col">Site and title</th>
            <th scope="col">Relation</th>
            <th scope="col">Claimed date</th>
            <th scope="col">
              <abbr title="Days from the best evidence of the story's appearance to the claimed date">
                Lag
              </abbr>
            </th>
            <th scope="col">First seen (UTC)</th>
          </tr>
        </thead>
        <tbody>
          {sorted.map((member) => (
            <tr key={member.id} aria-current={member.id === currentId ? 'true' : undefined}>
              <th scope="row">
                <SiteLabel site={member.site} siteName={member.siteName} />
                {member.id === currentId ? (
                  <span>{member.title ?? 'Without a title'}</span>
                ) : (
                  <Link href={`/articles/${member.id}`}>{member.title ?? 'Without a title'}</Link>
                )}
              </th>
              <td>
                <span className={`badge relation-${member.relation}`}>{member.relation}</span>
              </td>
              <td>
                {member.claimedDate?.iso ? shownDay(member.claimedDate.iso) : 'none'}{' '}
                <VerdictBadge verdict={member.dateVerdict} />
              </td>
              <td className="number">{shownLag(member.lagDays)}</td>
              <td>{shownTime(member.firstSeenAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
