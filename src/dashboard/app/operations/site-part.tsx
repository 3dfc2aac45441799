import type { FormEvent } from 'react';
import { SiteConditions } from '../../../api/health-answers.ts';
import { ScheduleList } from '../../../api/schedule-answer.ts';
import { DataTable } from '../data-table.tsx';
import { address, goTo, Link, useAddress } from '../location.tsx';
import { percent } from '../percent.ts';
import { shownTime } from '../shown-time.ts';
import { Answered } from './answered.tsx';
import { type OperatedSite, operatedSites } from './operated-sites.ts';
import { SiteActions } from './site-actions.tsx';
import { HealthBadge } from './state-badge.tsx';
import { useLiveAnswer } from './use-live-answer.ts';

const EVERY_MS = 15_000;

/** Every site: how its pages do, how fresh it is, and when it is visited; the ones that need somebody first. */
export function SitePart() {
  const schedules = useLiveAnswer('/v1/schedules?times=1', ScheduleList, EVERY_MS);
  const health = useLiveAnswer('/v1/health', SiteConditions, EVERY_MS);
  return (
    <Answered answer={schedules}>
      {(list) => (
        <Answered answer={health}>{({ sites }) => <SiteList all={operatedSites(list, sites)} />}</Answered>
      )}
    </Answered>
  );
}

function SiteList({ all }: { all: readonly OperatedSite[] }) {
  const named = useAddress().searchParams.get('site') ?? '';
  const sites = all.filter(({ name, hosts }) =>
    [name, ...hosts].some((text) => text.toLowerCase().includes(named.toLowerCase())),
  );
  const search = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const site = String(new FormData(event.currentTarget).get('site') ?? '').trim();
    goTo(address('/operations', { part: 'sites', site }), { keepPlace: true });
  };
  if (all.length === 0) {
    return (
      <p className="empty">
        No site yet: put <code>sites/NAME/site.yaml</code> in place, by <code>wellspring site new</code>, or
        crawl one.
      </p>
    );
  }
  return (
    <>
      <form className="field-row" onSubmit={search} key={named}>
        <label htmlFor="site-named">Name or host has</label>
        <input id="site-named" name="site" defaultValue={named} autoComplete="off" />
        <button type="submit">Show</button>
      </form>
      {sites.length === 0 ? <p className="empty">No site fits.</p> : <SiteTable sites={sites} />}
    </>
  );
}

function SiteTable({ sites }: { sites: readonly OperatedSite[] }) {
  return (
    <DataTable
      name="Sites"
      rows={sites}
      keyOf={({ name }) => name}
      columns={[
        {
          name: 'Site',
          cell: ({ name, isScheduled }) =>
            isScheduled ? (
              <Link href={address('/operations', { part: 'schedules', site: name })}>{name}</Link>
            ) : (
              name
            ),
        },
        {
          ...{ name: 'Health', term: 'health' },
          cell: (site) => <Health site={site} />,
        },
        {
          ...{ name: 'Held', term: 'held-pages', number: true },
          cell: ({ held, heldOf }) =>
            held === 0 || heldOf === null ? (
              '0'
            ) : (
              <Link href={address('/operations', { part: 'quarantine', site: heldOf })}>
                {held.toLocaleString('en')}
              </Link>
            ),
        },
        {
          ...{ name: 'In time', term: 'found-in-time', number: true },
          cell: ({ inTime }) => (inTime === null ? '–' : percent(inTime, 1)),
        },
        {
          ...{ name: 'Promised', term: 'promised', number: true },
          cell: ({ promised }) => (promised === null ? '–' : percent(promised, 1)),
        },
        {
          ...{ name: '95 % within', term: 'late-minutes', number: true },
          cell: ({ p95Minutes }) => (p95Minutes === null ? '–' : `${Math.round(p95Minutes)} min`),
        },
        { name: 'Last visit', cell: ({ lastVisitAt }) => (lastVisitAt ? shownTime(lastVisitAt) : '–') },
        {
          name: 'Next visit',
          cell: ({ nextAt, paused }) => (paused ? 'paused' : nextAt ? shownTime(nextAt) : '–'),
        },
        {
          name: 'By hand',
          cell: ({ name, isScheduled, paused }) =>
            isScheduled ? <SiteActions site={name} paused={paused} /> : 'no site file',
        },
      ]}
    />
  );
}

function Health({ site: { state, alarms, doubts } }: { site: OperatedSite }) {
  return (
    <>
      {state ? <HealthBadge state={state} /> : <span className="soft">no page yet</span>}
      {alarms.map(({ kind, message }) => (
        <span className="raw" key={`${kind} ${message}`}>
          {' '}
          <span className="badge trouble">{kind}</span> {message}
        </span>
      ))}
      {doubts.length > 0 && <span className="raw"> {doubts.join('; ')}</span>}
    </>
  );
}
