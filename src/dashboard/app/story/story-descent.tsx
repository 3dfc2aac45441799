import type { ComparedMember } from '../../../api/answers.ts';
import { Link } from '../location.tsx';
import { percent } from '../percent.ts';
import { shownDay } from '../shown-time.ts';
import { Defined } from '../term.tsx';
import { VerdictBadge } from '../verdict-badge.tsx';

/** Who most probably has the text from whom, as a tree under the original; each branch with its reason. */
export function StoryDescent({ members }: { members: readonly ComparedMember[] }) {
  const compared = members.filter(({ descent }) => descent !== null);
  const roots = compared.filter(({ descent }) => descent?.from === null);
  if (compared.length < 2) return null;
  return (
    <section id="descent">
      <h2>
        Who copied whom{' '}
        <span className="soft">
          <Defined term="descent">how we know</Defined>
        </span>
      </h2>
      <ul className="lineage">
        {roots.map((root) => (
          <Branch key={root.id} member={root} members={compared} />
        ))}
      </ul>
    </section>
  );
}

function Branch({ member, members }: { member: ComparedMember; members: readonly ComparedMember[] }) {
  const children = members.filter(({ descent }) => descent?.from === member.id);
  const { descent, difference, claimedDate } = member;
  return (
    <li>
      <div className={`leaf relation-${member.relation}`}>
        <p>
          <Link href={`/articles/${member.id}`}>{member.siteName ?? member.site}</Link>{' '}
          <span className="soft">
            {claimedDate?.iso ? `claims ${shownDay(claimedDate.iso)}` : 'claims no date'}
          </span>{' '}
          <VerdictBadge verdict={member.dateVerdict} />
        </p>
        <p className="raw">
          {descent?.reason}
          {descent && descent.from !== null && descent.confidence > 0 && (
            <>
              , <span data-term="confidence">{percent(descent.confidence)} sure</span>
            </>
          )}
        </p>
        {difference && (
          <p className="share" data-term="copied">
            <i aria-hidden="true">
              <b style={{ width: `${difference.copied * 100}%` }} />
            </i>
            {percent(difference.copied)} of the text
          </p>
        )}
      </div>
      {children.length > 0 && (
        <ul>
          {children.map((child) => (
            <Branch key={child.id} member={child} members={members} />
          ))}
        </ul>
      )}
    </li>
  );
}
