import type { ReactNode } from 'react';
import type { DriftPage } from '../../../api/health-answers.ts';
import { RunPage, type ScheduleList } from '../../../api/schedule-answer.ts';
import { failureClasses, type QueueCounts } from '../../../api/work-answers.ts';
import { counted } from '../counted.ts';
import type { Term } from '../definitions.ts';
import { address, Link } from '../location.tsx';
import { shownTime } from '../shown-time.ts';
import { Defined, defined } from '../term.tsx';
import { shownOf } from '../use-answer.ts';
import { signsText } from './signs-text.ts';
import { useLiveAnswer } from './use-live-answer.ts';

const EVERY_MS = 15_000;
const WEEK_MS = 7 * 86_400_000;
const SHOWN = 8;

type Props = { queue: QueueCounts; drifts: DriftPage['drifts']; schedules: ScheduleList };

/** What waits for a person, and nothing else. */
export function AttentionPart({ queue, drifts, schedules: { alarms } }: Props) {
  const answer = useLiveAnswer('/v1/runs?state=failed&limit=50', RunPage, EVERY_MS);
  const since = new Date(Date.now() - WEEK_MS).toISOString();
  const failed = (shownOf(answer)?.runs ?? []).filter(({ plannedAt }) => plannedAt >= since);
  if (queue.dead + drifts.length + alarms.length + failed.length === 0) {
    return answer.state === 'loading' ? null : (
      <div className="notice">
        <p className="notice-title">Nothing needs you</p>
        <p>No job failed for good, every site looks as usual, and all runs are on time.</p>
      </div>
    );
  }
  const panels = [
    <Panel
      key="alarms"
      name="Alarms"
      term="alarms"
      count={alarms.length}
      none="Every schedule does as it should."
    >
      {alarms.slice(0, SHOWN).map(({ kind, site, message, since: at }) => (
        <li key={`${kind} ${site} ${message}`}>
          <span className="badge trouble">{kind}</span>{' '}
          {kind === 'site-file' ? (
            <Link href="/operations?part=schedules">{site}</Link>
          ) : (
            <Link href={address('/operations', { part: 'schedules', site })}>{site}</Link>
          )}
          <p className="meta">
            <span>{message}</span>
            <span>since {shownTime(at)}</span>
          </p>
        </li>
      ))}
    </Panel>,
    <Panel
      key="drifts"
      name="Changed sites"
      term="drift"
      count={drifts.length}
      none="Every site looks as usual."
    >
      {drifts.slice(0, SHOWN).map(({ id, site, severity, signs, since: at }) => (
        <li key={id}>
          <Link href={address('/operations', { part: 'quarantine', drift: id })}>{site}</Link>{' '}
          <span className={`badge ${severity === 'hold' ? 'trouble' : 'warn'}`}>
            {severity === 'hold' ? 'pages are held' : 'nothing suffers'}
          </span>
          <p className="meta">
            <span>{signsText(signs)}</span>
            <span>since {shownTime(at)}</span>
          </p>
        </li>
      ))}
    </Panel>,
    <Panel
      key="letters"
      name="Dead letters"
      term="dead-letters"
      count={queue.dead}
      none="Every job was done, or is still tried."
    >
      {failureClasses
        .filter((failure) => queue.failures[failure] > 0)
        .map((failure) => (
          <li key={failure}>
            <Link href={address('/operations', { part: 'letters', failure })}>
              {counted(queue.failures[failure], 'job')}
            </Link>{' '}
            failed of{' '}
            <span className="badge trouble" {...defined('failure')}>
              {failure}
            </span>
          </li>
        ))}
    </Panel>,
    <Panel
      key="runs"
      name="Failed runs"
      term="failed-runs"
      count={failed.length}
      none="None in the last seven days."
    >
      {failed.slice(0, SHOWN).map(({ id, site, reason, plannedAt }) => (
        <li key={id}>
          <Link href={address('/operations', { part: 'runs', state: 'failed', site })}>
            {site ?? 'pages due again'}
          </Link>
          <p className="meta">
            {reason && <span>{reason}</span>}
            <span>{shownTime(plannedAt)}</span>
          </p>
        </li>
      ))}
    </Panel>,
  ];
  // What is empty comes last.
  return (
    <div className="attention">
      {panels.toSorted((a, b) => Number(a.props.count === 0) - Number(b.props.count === 0))}
    </div>
  );
}

type PanelProps = { name: string; term: Term; count: number; none: string; children: ReactNode };

function Panel({ name, term, count, none, children }: PanelProps) {
  return (
    <section className="panel" aria-label={name}>
      <h2>
        <Defined term={term}>{name}</Defined>{' '}
        <span className="count" data-term={term}>
          {count.toLocaleString('en')}
        </span>
      </h2>
      {count === 0 ? <p className="empty">{none}</p> : <ul className="troubles">{children}</ul>}
    </section>
  );
}
