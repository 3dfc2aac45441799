import { ScheduleList } from '../../../api/schedule-answer.ts';
import type { ScheduleView } from '../../../model/schedule-view.ts';
import { DataTable } from '../data-table.tsx';
import { ForeignLink } from '../foreign-link.tsx';
import { address, Link, useAddress } from '../location.tsx';
import { shownTime } from '../shown-time.ts';
import { ActionButton } from './action-desk.tsx';
import { pauseAction } from './actions.ts';
import { Answered } from './answered.tsx';
import { SiteActions } from './site-actions.tsx';
import { useLiveAnswer } from './use-live-answer.ts';

/** Each list with its rhythm and its next run; of one site, the next twenty. */
export function SchedulePart() {
  const site = useAddress().searchParams.get('site');
  const answer = useLiveAnswer(address('/v1/schedules', { site, times: site ? '20' : '1' }), ScheduleList);
  return (
    <Answered answer={answer}>
      {({ schedules, pauses, brokenFiles }) => (
        <>
          {brokenFiles.map(({ file, message, since, inForce }) => (
            <div className="notice" key={file}>
              <p className="notice-title">{file} cannot be used</p>
              <pre>{message}</pre>
              <p className="raw">
                Since {shownTime(since)}.{' '}
                {inForce === 'before' ? 'Its site goes on as it was before.' : 'Its site is not visited.'}
              </p>
            </div>
          ))}
          {schedules.length === 0 && (
            <p className="empty">
              No site has a schedule: put <code>sites/NAME/site.yaml</code> in place, by{' '}
              <code>wellspring site new</code>.
            </p>
          )}
          {site ? (
            <SiteSchedules site={site} schedules={schedules} />
          ) : (
            schedules.length > 0 && (
              <>
                {pauses.every((pause) => pause.site !== null) && (
                  <p>
                    <ActionButton action={pauseAction(null)} name="Pause all sites" />
                  </p>
                )}
                <ScheduleTable schedules={schedules} />
              </>
            )
          )}
        </>
      )}
    </Answered>
  );
}

function ScheduleTable({ schedules }: { schedules: readonly ScheduleView[] }) {
  return (
    <DataTable
      name="Schedules"
      rows={schedules}
      keyOf={({ site, id }) => `${site} ${id}`}
      columns={[
        {
          name: 'Site',
          cell: ({ site }) => <Link href={address('/operations', { part: 'schedules', site })}>{site}</Link>,
        },
        {
          name: 'Lists',
          cell: ({ starts }) => (
            <ul className="raw">
              {starts.map(({ url, kind }) => (
                <li key={url}>
                  {kind} <ForeignLink url={url}>{url}</ForeignLink>
                </li>
              ))}
            </ul>
          ),
        },
        { name: 'Rhythm', cell: ({ rhythm }) => rhythm },
        { name: 'Last visit', cell: ({ lastVisitAt }) => (lastVisitAt ? shownTime(lastVisitAt) : 'never') },
        {
          name: 'Next visit',
          cell: ({ next, paused }) => (paused ? 'paused' : next[0] ? shownTime(next[0]) : '–'),
        },
        {
          name: 'By hand',
          cell: ({ site, paused }) => <SiteActions site={site} paused={paused} />,
        },
      ]}
    />
  );
}

function SiteSchedules({ site, schedules }: { site: string; schedules: readonly ScheduleView[] }) {
  return (
    <>
      <div className="part-head">
        <h2>{site}</h2>
        <SiteActions site={site} paused={schedules[0]?.paused ?? null} />
      </div>
      <p className="links-row">
        <Link href="/operations?part=schedules">Schedules of all sites</Link>
        <Link href={address('/operations', { part: 'runs', site })}>Its runs</Link>
      </p>
      <div className="drifts">
        {schedules.map((schedule) => (
          <section className="panel" key={schedule.id} aria-label={schedule.id}>
            <h3>{schedule.rhythm}</h3>
            <p className="meta">
              {schedule.starts.map(({ url }) => (
                <ForeignLink key={url} url={url}>
                  {url}
                </ForeignLink>
              ))}
            </p>
            <p className="meta">
              <span>clock of {schedule.zone}</span>
              {schedule.jitterMinutes > 0 && <span>up to {schedule.jitterMinutes} min later</span>}
              <span>overlap: {schedule.overlap}</span>
              <span>missed: {schedule.missed}</span>
              {schedule.blackout.length > 0 && <span>not in {schedule.blackout.join(', ')}</span>}
              {schedule.expectedPerDay !== null && (
                <span data-term="expected-articles">
                  {Number(schedule.expectedPerDay.toFixed(1))} new articles a day
                </span>
              )}
            </p>
            {schedule.next.length === 0 ? (
              <p className="empty">No visit is planned.</p>
            ) : (
              <NextRuns schedule={schedule} />
            )}
          </section>
        ))}
      </div>
    </>
  );
}

function NextRuns({ schedule: { next, certainUntil } }: { schedule: ScheduleView }) {
  return (
    <ol className="next-runs" aria-label="Next visits">
      {next.map((at) => (
        <li key={at}>
          {shownTime(at)}
          {certainUntil !== null && at > certainUntil && <span className="soft"> expected</span>}
        </li>
      ))}
    </ol>
  );
}
