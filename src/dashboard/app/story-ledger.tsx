import type { ComparedMember } from '../../api/answers.ts';
import { Link } from './location.tsx';
import { shownLag, shownTime } from './shown-time.ts';
import { SiteLabel } from './site-label.tsx';
import { VerdictBadge } from './verdict-badge.tsx';

/** More rows are no ledger to read; each article has its own on its page. */
const MAX_ROWS = 60;

/** The date ledger: what each member claims, every piece of evidence as printed, the verdict and why. */
export function StoryLedger({ members }: { members: readonly ComparedMember[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reached by keyboard
    <section className="scroll" aria-label="Ledger of the dates" tabIndex={0}>
      <table className="ledger">
        <thead>
          <tr>
            <th scope="col">Article</th>
            <th scope="col">Claims</th>
            <th scope="col">Evidence as found</th>
            <th scope="col">Verdict and reasons</th>
          </tr>
        </thead>
        <tbody>
          {members.slice(0, MAX_ROWS).map((member) => (
            <tr key={member.id}>
              <th scope="row">
                <Link href={`/articles/${member.id}`}>{member.siteName ?? member.site}</Link>
                {member.siteName !== null && <SiteLabel site={member.site} siteName={null} />}
                {member.category !== null && <span className="raw">filed under {member.category}</span>}
              </th>
              <td>{member.claimedDate ? `“${member.claimedDate.raw}”` : 'no date'}</td>
              <td>
                <ul>
                  {member.dateEvidence.map(({ kind, raw, iso, zone }) => (
                    <li key={`${kind} ${raw}`} title={raw}>
                      <span className="kind">{kind}</span>{' '}
                      {iso ? `${shownTime(iso)}${zone ? ` (${zone})` : ''}` : `“${raw}”, not understood`}
                    </li>
                  ))}
                  {member.dateEvidence.length === 0 && <li className="raw">none</li>}
                </ul>
              </td>
              <td>
                <VerdictBadge verdict={member.dateVerdict} /> <span>lag {shownLag(member.lagDays)}</span>
                <ul>
                  {member.dateReasons.map((reason) => (
                    <li key={reason}>{reason}</li>
                  ))}
                </ul>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
