import type { ReactNode } from 'react';
import { DriftPage } from '../../../api/health-answers.ts';
import { ScheduleList } from '../../../api/schedule-answer.ts';
import { QueueCounts } from '../../../api/work-answers.ts';
import type { Term } from '../definitions.ts';
import { address, Link, useAddress } from '../location.tsx';
import { Loading, ProblemNotice } from '../problem-notice.tsx';
import { shownTime } from '../shown-time.ts';
import { shownOf } from '../use-answer.ts';
import { useTitle } from '../use-title.ts';
import { ActionButton, ActionDesk } from './action-desk.tsx';
import { resumeAction } from './actions.ts';
import { AttentionPart } from './attention-part.tsx';
import { HeldPart } from './held-part.tsx';
import { HostPart } from './host-part.tsx';
import { LetterPart } from './letter-part.tsx';
import { LogPart } from './log-part.tsx';
import { RunPart } from './run-part.tsx';
import { SchedulePart } from './schedule-part.tsx';
import { SitePart } from './site-part.tsx';
import { useLiveAnswer } from './use-live-answer.ts';

const EVERY_MS = 15_000;

/** What waits for a person first, then everything that runs, and the hands on it. */
export function OperationsPage() {
  useTitle('Operations');
  return (
    <div className="operations">
      <div className="page-head">
        <div>
          <h1>Operations</h1>
          <p className="lead">What needs somebody, what runs, and who changed what.</p>
        </div>
      </div>
      <ActionDesk>
        <Parts />
      </ActionDesk>
    </div>
  );
}

/** What every part stands under: how much waits for a person. */
function Parts() {
  const part = useAddress().searchParams.get('part') ?? '';
  const queue = useLiveAnswer('/v1/queue', QueueCounts, EVERY_MS);
  const drifts = useLiveAnswer('/v1/drifts?state=open&limit=200', DriftPage, EVERY_MS);
  const schedules = useLiveAnswer('/v1/schedules?times=0', ScheduleList, EVERY_MS);
  const failed = [queue, drifts, schedules].find((answer) => answer.state === 'failed');
  const problem = failed?.state === 'failed' ? failed.problem : null;
  // Without a key there is nothing to show, and one form asks for it.
  if (problem?.status === 401) return <ProblemNotice problem={problem} />;
  const [jobs, open, list] = [shownOf(queue), shownOf(drifts)?.drifts ?? null, shownOf(schedules)];
  if (jobs === null || open === null || list === null) {
    return problem ? <ProblemNotice problem={problem} /> : <Loading />;
  }
  const counts: Partial<Record<string, number>> = {
    letters: jobs.dead,
    quarantine: open.length,
    schedules: list.alarms.length,
  };
  const shown = parts.find(({ id }) => id === part);
  return (
    <>
      {problem && <ProblemNotice problem={problem} />}
      <AllPaused schedules={list} />
      <nav className="parts" aria-label="Parts of operations">
        {parts.map(({ id, name, term }) => (
          <Link
            key={id}
            href={address('/operations', { part: id })}
            keepPlace
            aria-current={id === part ? 'page' : undefined}
          >
            {name}
            {term && (counts[id] ?? 0) > 0 && (
              <span className="count" data-term={term}>
                {counts[id]?.toLocaleString('en')}
              </span>
            )}
          </Link>
        ))}
      </nav>
      {shown ? shown.show({ queue: jobs, drifts: open, schedules: list }) : <NoSuchPart part={part} />}
    </>
  );
}

type Seen = { queue: QueueCounts; drifts: DriftPage['drifts']; schedules: ScheduleList };

const parts: readonly { id: string; name: string; term?: Term; show(seen: Seen): ReactNode }[] = [
  { id: '', name: 'Needs you', show: (seen) => <AttentionPart {...seen} /> },
  { id: 'sites', name: 'Sites', show: () => <SitePart /> },
  { id: 'runs', name: 'Runs and queue', show: () => <RunPart /> },
  { id: 'hosts', name: 'Hosts', show: () => <HostPart /> },
  { id: 'letters', name: 'Dead letters', term: 'dead-letters', show: () => <LetterPart /> },
  { id: 'quarantine', name: 'Quarantine', term: 'drift', show: () => <HeldPart /> },
  { id: 'schedules', name: 'Schedules', term: 'alarms', show: () => <SchedulePart /> },
  { id: 'log', name: 'Log', show: () => <LogPart /> },
];

function AllPaused({ schedules: { pauses } }: { schedules: ScheduleList }) {
  const pause = pauses.find(({ site }) => site === null);
  if (!pause) return null;
  return (
    <div className="notice">
      <p className="notice-title">All sites are paused</p>
      <p>
        Since {shownTime(pause.at)}: {pause.reason}.
      </p>
      <p>
        <ActionButton action={resumeAction(null)} name="Resume all sites" />
      </p>
    </div>
  );
}

function NoSuchPart({ part }: { part: string }) {
  return (
    <p className="empty">
      There is no part <code>{part}</code>. <Link href="/operations">What needs you</Link>
    </p>
  );
}
