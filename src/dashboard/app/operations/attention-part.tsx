import type { ReactNode } from 'react';
import { type DriftPage, SiteConditions } from '../../../api/health-answers.ts';
import { RunPage, type ScheduleList } from '../../../api/schedule-answer.ts';
import { failureClasses, type QueueCounts } from '../../../api/work-answers.ts';
import type { Run } from '../../../model/run.ts';
import { counted } from '../counted.ts';
import type { Term } from '../definitions.ts';
import { address, Link } from '../location.tsx';
import { shownTime } from '../shown-time.ts';
import { Defined, defined } from '../term.tsx';
import { Answered } from './answered.tsx';
import { runSubject } from './run-subject.ts';
import { signsText } from './signs-text.ts';
import { useLiveAnswer } from './use-live-answer.ts';

const EVERY_MS = 15_000;
const WEEK_MS = 7 * 86_400_000;
const SHOWN = 8;

type Props = { queue: QueueCounts; drifts: DriftPage['drifts']; schedules: ScheduleList };

/** What waits for a person, and nothing else. */
export function AttentionPart({ queue, drifts, schedules: { alarms } }: Props) {
  const runs = useLiveAnswer('/v1/runs?state=failed&limit=50', RunPage, EVERY_MS);
  const health = useLiveAnswer('/v1/health', SiteConditions, EVERY_MS);
  return (
    <Answered answer={runs}>
      {({ runs: ended }) => (
        <Answered answer={health}>
          {({ sites }) => <Attention {...{ queue, drifts, alarms, sites }} failed={ended.filter(isRecent)} />}
        </Answered>
      )}
    </Answered>
  );
}

function isRecent({ plannedAt }: Run): boolean {
  return Date.parse(plannedAt) >= Date.now() - WEEK_MS;
}

type Waiting = Omit<Props, 'schedules'> & {
  alarms: ScheduleList['alarms'];
  sites: SiteConditions['sites'];
  failed: readonly Run[];
};

function Attention({ queue, drifts, alarms, sites, failed }: Waiting) {
  const doubtful = sites.filter(({ held, drift }) => held > 0 && drift === null);
  const heldOf = new Map(sites.map(({ site, held }) => [site, held]));
  if (queue.dead + doubtful.length + drifts.length + alarms.length + failed.length === 0) {
    return (
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
      all="/operations?part=sites"
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
      name="Changed sites, held pages"
      term="drift"
      count={drifts.length + doubtful.length}
      all="/operations?part=quarantine"
      none="Every site looks as usual."
    >
      {drifts.slice(0, SHOWN).map(({ id, site, severity, signs, since: at }) => (
        <li key={id}>
          <Link href={address('/operations', { part: 'quarantine', drift: id })}>{site}</Link>{' '}
          <span className={`badge ${severity === 'hold' ? 'trouble' : 'warn'}`}>
            {severity === 'hold' ? 'pages are held' : 'nothing suffers'}
          </span>
          <p className="meta">
            <HeldCount held={heldOf.get(site) ?? 0} />
            <span>{signsText(signs)}</span>
            <span>since {shownTime(at)}</span>
          </p>
        </li>
      ))}
      {doubtful.slice(0, SHOWN).map(({ site, held, heldSince, doubts }) => (
        <li key={site}>
          <Link href={address('/operations', { part: 'quarantine', site })}>{site}</Link>{' '}
          <span className="badge warn">a doubt that may pass</span>
          <p className="meta">
            <HeldCount held={held} />
            <span>{doubts.join('; ')}</span>
            {heldSince && <span>since {shownTime(heldSince)}</span>}
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
      all="/operations?part=runs&state=failed"
      none="None in the last seven days."
    >
      {failed.slice(0, SHOWN).map(({ id, site, trigger, reason, plannedAt }) => (
        <li key={id}>
          <Link href={address('/operations', { part: 'runs', state: 'failed', site })}>
            {runSubject({ site, trigger })}
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

function HeldCount({ held }: { held: number }) {
  return <span data-term="held-pages">{counted(held, 'page')} held</span>;
}

type PanelProps = {
  name: string;
  term: Term;
  count: number;
  none: string;
  /** Where the rest is, where only the first are shown here. */
  all?: string;
  children: ReactNode;
};

function Panel({ name, term, count, none, all, children }: PanelProps) {
  return (
    <section className="panel" aria-label={name}>
      <h2>
        <Defined term={term}>{name}</Defined>{' '}
        <span className="count" data-term={term}>
          {count.toLocaleString('en')}
        </span>
      </h2>
      {count === 0 ? <p className="empty">{none}</p> : <ul className="troubles">{children}</ul>}
      {all && count > SHOWN && (
        <p className="raw">
          <Link href={all}>Show all {count.toLocaleString('en')}</Link>
        </p>
      )}
    </section>
  );
}
