import { RunPage } from '../../../api/schedule-answer.ts';
import { QueueCounts } from '../../../api/work-answers.ts';
import { openStates, type Run, RunState } from '../../../model/run.ts';
import { Choice } from '../choice.tsx';
import { DataTable } from '../data-table.tsx';
import { address, Link, useAddress } from '../location.tsx';
import { shownTime } from '../shown-time.ts';
import { Figure } from '../term.tsx';
import { ActionButton } from './action-desk.tsx';
import { cancelAction } from './actions.ts';
import { Answered } from './answered.tsx';
import { PageLinks } from './page-links.tsx';
import { runSubject } from './run-subject.ts';
import { RunBadge } from './state-badge.tsx';
import { useLiveAnswer } from './use-live-answer.ts';

const EVERY_MS = 4_000;
const STATES = [
  { value: 'all', name: 'all' },
  ...RunState.options.map((state) => ({ value: state, name: state })),
];

/** Runs and the queue, asked for again every few seconds. */
export function RunPart() {
  const { searchParams } = useAddress();
  const [state, site, cursor] = ['state', 'site', 'cursor'].map((name) => searchParams.get(name));
  const queue = useLiveAnswer('/v1/queue', QueueCounts, EVERY_MS);
  const runs = useLiveAnswer(address('/v1/runs', { state, site, cursor }), RunPage, EVERY_MS);
  return (
    <>
      <Answered answer={queue}>{(counts) => <QueueFigures counts={counts} />}</Answered>
      <div className="part-head">
        <h2>
          Runs {site && <>of {site} </>}
          <span className="soft">asked for again every {EVERY_MS / 1_000} seconds</span>
        </h2>
        <Choice
          name="State of the runs"
          choices={STATES}
          chosen={state ?? 'all'}
          linkTo={(value) =>
            address('/operations', { part: 'runs', site, state: value === 'all' ? null : value })
          }
        />
      </div>
      {site && (
        <p>
          <Link href={address('/operations', { part: 'runs', state })}>Runs of all sites</Link>
        </p>
      )}
      <Answered answer={runs}>
        {(page) => (
          <>
            {page.runs.length === 0 ? (
              <p className="empty">
                {state || site ? 'No such run.' : 'No run yet: they come with schedules, or “Run now”.'}
              </p>
            ) : (
              <RunTable runs={page.runs} />
            )}
            <PageLinks next={page.next} />
          </>
        )}
      </Answered>
    </>
  );
}

function QueueFigures({ counts: { waiting, running, done, dead } }: { counts: QueueCounts }) {
  return (
    <dl className="figures">
      <Figure term="jobs-running" name="jobs running" value={running.toLocaleString('en')} />
      <Figure term="jobs-waiting" name="jobs waiting" value={waiting.toLocaleString('en')} />
      <Figure term="jobs-done" name="jobs done" value={done.toLocaleString('en')} />
      <Figure
        term="dead-letters"
        name="dead letters"
        value={dead.toLocaleString('en')}
        note={dead > 0 ? <Link href="/operations?part=letters">show them</Link> : undefined}
      />
    </dl>
  );
}

function RunTable({ runs }: { runs: readonly Run[] }) {
  return (
    <DataTable
      name="Runs"
      rows={runs}
      keyOf={({ id }) => id}
      columns={[
        {
          name: 'Site',
          cell: (run) =>
            run.site ? (
              <Link href={address('/operations', { part: 'runs', site: run.site })}>{run.site}</Link>
            ) : (
              runSubject(run)
            ),
        },
        { name: 'State', cell: ({ state }) => <RunBadge state={state} /> },
        { name: 'Why', cell: ({ trigger, reason }) => (reason ? `${trigger}: ${reason}` : trigger) },
        { name: 'Planned', cell: ({ plannedAt }) => shownTime(plannedAt) },
        { name: 'Took', cell: (run) => lengthOf(run) },
        {
          ...{ name: 'Requests', term: 'requests', number: true },
          cell: ({ requests }) => requests.toLocaleString('en'),
        },
        {
          ...{ name: 'New articles', term: 'run-articles', number: true },
          cell: ({ freshArticles }) => freshArticles.toLocaleString('en'),
        },
        { name: 'Addresses', cell: ({ outcomes }) => <Outcomes outcomes={outcomes} /> },
        {
          name: 'By hand',
          cell: (run) =>
            openStates.includes(run.state) ? <ActionButton action={cancelAction(run)} name="Cancel" /> : '',
        },
      ]}
    />
  );
}

function Outcomes({ outcomes }: Pick<Run, 'outcomes'>) {
  const told = Object.entries(outcomes).toSorted(([, a], [, b]) => b - a);
  return (
    <span className="raw" data-term="addresses">
      {told.map(([outcome, count]) => `${count.toLocaleString('en')} ${outcome}`).join(', ')}
    </span>
  );
}

/** "under way", "12 s", "4 min". */
function lengthOf({ state, startedAt, endedAt }: Run): string {
  if (state === 'running') return 'under way';
  if (startedAt === null || endedAt === null) return '–';
  const seconds = Math.max(0, (Date.parse(endedAt) - Date.parse(startedAt)) / 1_000);
  return seconds < 120 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
}
