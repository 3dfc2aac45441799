import type { StoryMember } from '../../api/answers.ts';
import { Link } from './location.tsx';
import { placeOf, shownDay, shownLag } from './shown-time.ts';
import { timeAxis } from './time-axis.ts';

/** More rows than these are no picture; the table below has all members. */
const MAX_ROWS = 60;

type Row = { member: StoryMember; claimed: number | null; seen: number };

/** One row a copy on a common time axis: a ring where it claims to be from, a dot where it was first seen. */
export function SpreadTimeline({ members }: { members: readonly StoryMember[] }) {
  const rows = members
    .map((member) => rowOf(member))
    .toSorted((a, b) => (a.claimed ?? a.seen) - (b.claimed ?? b.seen) || a.seen - b.seen)
    .slice(0, MAX_ROWS);
  const times = rows.flatMap(({ claimed, seen }) => (claimed === null ? [seen] : [claimed, seen]));
  const axis = timeAxis(Math.min(...times), Math.max(...times));
  const at = (time: number) => `${axis.place(time)}%`;
  return (
    <figure className="timeline">
      <figcaption>
        <span className="key">
          <i className="ring" /> claimed date
        </span>
        <span className="key">
          <i className="dot" /> first seen by us
        </span>
        {rows.length < members.length && <span>the first {MAX_ROWS} copies</span>}
      </figcaption>
      <div className="axis" aria-hidden="true">
        {axis.ticks.map(({ time, label }) => (
          <span key={time} style={{ left: at(time) }}>
            {label}
          </span>
        ))}
      </div>
      <ol>
        {rows.map(({ member, claimed, seen }) => (
          <li key={member.id} className={`relation-${member.relation}`}>
            <Link href={`/articles/${member.id}`} title={member.site}>
              {member.siteName ?? member.site}
            </Link>
            <div className="track" role="img" aria-label={wordsFor(member)} title={wordsFor(member)}>
              {axis.ticks.map(({ time }) => (
                <i key={time} className="grid" style={{ left: at(time) }} />
              ))}
              {claimed !== null && (
                <i
                  className="line"
                  style={{
                    left: at(Math.min(claimed, seen)),
                    width: `${Math.abs(axis.place(seen) - axis.place(claimed))}%`,
                  }}
                />
              )}
              {claimed !== null && <i className="ring" style={{ left: at(claimed) }} />}
              <i className="dot" style={{ left: at(seen) }} />
            </div>
            <span className="lag number">{member.claimedDate ? shownLag(member.lagDays) : 'no date'}</span>
          </li>
        ))}
      </ol>
    </figure>
  );
}

function rowOf(member: StoryMember): Row {
  return {
    member,
    claimed: placeOf(member.claimedDate?.iso ?? null),
    seen: placeOf(member.firstSeenAt) ?? 0,
  };
}

function wordsFor({ relation, claimedDate, firstSeenAt, lagDays }: StoryMember): string {
  const claims = claimedDate?.iso ? `claims ${shownDay(claimedDate.iso)}` : 'claims no date';
  return `${relation}, ${claims}, first seen ${shownDay(firstSeenAt)}, lag ${shownLag(lagDays)}`;
}
