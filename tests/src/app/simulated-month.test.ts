import { afterEach, describe, expect, it } from 'vitest';
import type { PageSigns } from '../../../src/model/page-signs.ts';
import type { ScheduleAlarm } from '../../../src/model/schedule-view.ts';
import { openSimulatedNetwork, type SimulatedNetwork } from '../../simulated-network.ts';
import { type SimulatedChange, simulatedPortal } from '../../simulated-portals.ts';

const dayMs = 86_400_000;
const start = '2026-03-01T00:00:00.000Z';
const day = (n: number, time = '00:00') =>
  new Date(Date.parse(start) + n * dayMs).toISOString().replace('00:00', time);

/** Portals, and how often each is visited: a few every three hours, a few by cron at night, most every 36 hours. */
const portals = 500;
const often = 12;
const nightly = 24;
/** Two portals go away for a while: one that is visited every three hours, one that is visited every 36. */
const outages = [
  { site: 'p3', from: Date.parse(day(6)), until: Date.parse(day(8)) },
  { site: 'p100', from: Date.parse(day(15)), until: Date.parse(day(21)) },
];
const newTemplate = (page: PageSigns): PageSigns => ({ ...page, template: 'redesigned' });
/** Without a date there is no age of it, either. */
function withoutDate(page: PageSigns): PageSigns {
  const { 'date-age': _, ...measures } = page.measures;
  return { ...page, measures, marks: { ...page.marks, date: false }, own: { ...page.own, date: null } };
}
const titledAlike = (page: PageSigns): PageSigns => ({ ...page, own: { ...page.own, title: 'the portal' } });

/** Three portals change their layout: two lose a field, which is then mended; of one nothing is lost. */
const layoutChanges = new Map<string, SimulatedChange>([
  ['p7', { at: Date.parse(day(9)), read: (page) => newTemplate(withoutDate(page)), mended: newTemplate }],
  ['p200', { at: Date.parse(day(12)), read: (page) => newTemplate(titledAlike(page)), mended: newTemplate }],
  ['p300', { at: Date.parse(day(18)), read: newTemplate, mended: null }],
]);
/** Articles on an ordinary day. A change can be found where enough was seen before it. */
const perDay = (n: number) => (n < often || layoutChanges.has(`p${n}`) ? 8 : 2);
/** So long an operator leaves a change alone. */
const decisionMs = dayMs;

const answer = () => ({ outcomes: { stored: 3, 'not-article': 1 }, freshArticles: 3 });

let network: SimulatedNetwork;
afterEach(() => network.close());

/**
 * Simulated: the clock; the crawl (a visit brings what a portal wrote since the last one); what the pages show to the
 * parsers (`inventedSite`: no HTML is read, bench/drift does that); the operator, who decides a day after an alarm. Real:
 * the scheduler over its tables, its alarms, what is learned of each portal, the judging of every page and day, and what a
 * decision does to it. Not looked at: the alert rules for Prometheus, which have tests of their own. One of them,
 * QuarantineWaits, would tell of some of these portals: an odd page of one that writes little is held until the pages after
 * it are as usual, which takes days there.
 */
describe('a month with 500 portals', () => {
  it('makes every run at its time, and raises the alarms that are expected and no other', {
    timeout: 600_000,
  }, async () => {
    const visits = new Map<string, number>();
    const watched = new Map(
      Array.from({ length: portals }, (_, n) => {
        const site = `p${n}`;
        const plan = { site, seed: n, perDay: perDay(n), from: Date.parse(start) };
        return [site, simulatedPortal(plan, layoutChanges.get(site))];
      }),
    );
    network = await openSimulatedNetwork({
      from: start,
      sites: Array.from({ length: portals }, (_, n) => ({
        name: `p${n}`,
        schedule:
          n < often
            ? { everyMinutes: 180, jitterMinutes: 10 }
            : n < nightly
              ? { cron: 'H H(0-5) * * *', zone: 'Europe/Berlin' }
              : { everyMinutes: 2_160, jitterMinutes: 30 },
      })),
      visit({ site, atMs }) {
        visits.set(site, (visits.get(site) ?? 0) + 1);
        if (outages.some((one) => one.site === site && atMs >= one.from && atMs < one.until))
          return { outcomes: { timeout: 1 }, freshArticles: 0 };
        const brought = watched.get(site)?.visit(atMs);
        if (!brought) throw new Error(site);
        return { outcomes: { ...brought, 'not-article': 1 }, freshArticles: brought.stored };
      },
    });
    const seen = new Map<string, { alarm: ScheduleAlarm; fromMs: number; untilMs: number }>();
    const held = new Map<string, number>();
    let judgedDay = start.slice(0, 10);
    const watch = {
      everyMs: 6 * 3_600_000,
      look(alarms: readonly ScheduleAlarm[], atMs: number) {
        for (const alarm of alarms) {
          const key = `${alarm.kind} ${alarm.site}`;
          seen.set(key, { alarm, fromMs: seen.get(key)?.fromMs ?? atMs, untilMs: atMs });
        }
        const today = new Date(atMs).toISOString().slice(0, 10);
        if (today !== judgedDay) for (const portal of watched.values()) portal.day(atMs);
        judgedDay = today;
        for (const [site, portal] of watched) {
          const open = portal.openDrift();
          if (!open || atMs - Date.parse(open.openedAt) < decisionMs) continue;
          held.set(site, portal.held.size);
          portal.decide();
        }
      },
    };
    await network.run(day(24), watch);
    // One night without the service; nobody has to be called for what is made up for.
    network.stopUntil(day(24, '08:00'));
    await network.run(day(30), watch);

    expect([...seen.keys()].sort()).toEqual(['outage p100', 'outage p3']);
    for (const { site, from, until } of outages) {
      const found = seen.get(`outage ${site}`);
      if (!found) throw new Error(site);
      const gapMs = site === 'p3' ? 3 * 3_600_000 : 1.5 * dayMs;
      // Three visits without a page, and it is told until one brings a page again.
      expect(found.fromMs - from).toBeLessThan(4 * gapMs + watch.everyMs);
      expect(found.untilMs - until).toBeLessThan(gapMs + watch.everyMs);
      expect(found.alarm.message).toContain('the last one: 1 timeout');
    }
    const drifts = [...watched].flatMap(([site, { told }]) => told.map((one) => ({ site, ...one })));
    expect(
      drifts.map(({ site, drift: { severity, signs } }) => ({
        ...{ site, severity },
        signs: signs.map(({ sign, side }) => `${side} ${sign}`).sort(),
      })),
    ).toEqual([
      { site: 'p7', severity: 'hold', signs: ['fewer date', 'fewer template'] },
      { site: 'p200', severity: 'hold', signs: ['fewer own-title', 'fewer template'] },
      { site: 'p300', severity: 'notice', signs: ['fewer template'] },
    ]);
    for (const { pages } of drifts) {
      expect(pages).not.toBeNull();
      expect(pages).toBeLessThanOrEqual(20);
    }
    // What lacks a field is kept from the store. (In a new template any odd page is: three of p300, too.)
    expect(held.get('p7')).toBeGreaterThan(4);
    expect(held.get('p200')).toBeGreaterThan(4);
    // So many chances there were for a false alarm.
    expect([...watched.values()].reduce((sum, one) => sum + one.pages(), 0)).toBeGreaterThan(40_000);
    // 30 days of 24 / 3 visits, and the first one; a night's visits are made up for by one.
    expect(visits.get('p0')).toBeGreaterThanOrEqual(237);
    expect(visits.get('p0')).toBeLessThanOrEqual(241);
    for (let n = often; n < portals; n++) {
      // And the first visit; the night without the service may put one off until the morning.
      const planned = n < nightly ? 30 : 20;
      expect(visits.get(`p${n}`)).toBeGreaterThanOrEqual(planned);
      expect(visits.get(`p${n}`)).toBeLessThanOrEqual(planned + 2);
    }
  });
});

describe('the preview of a schedule', () => {
  const planned = async () => {
    const { runs } = await network.schedules.runs({ limit: 200, cursor: null });
    return runs
      .filter(({ trigger }) => trigger === 'schedule')
      .map(({ plannedAt }) => plannedAt)
      .sort();
  };

  it.each([
    ['an interval with jitter', { everyMinutes: 45, jitterMinutes: 20 }],
    [
      'a cron while the clocks go forward',
      { cron: '*/20 * * * *', zone: 'Europe/Berlin', jitterMinutes: 7, blackout: ['03:30-05:00'] },
    ],
    ['a learned rhythm', { learned: { minMinutes: 10, maxMinutes: 240 } }],
    ['a goal', { freshness: { withinMinutes: 30, maxRequestsPerDay: 200 } }],
  ])('equals what happens, for %s', async (_, schedule) => {
    network = await openSimulatedNetwork({
      from: '2026-03-28T20:00:00.000Z',
      sites: [{ name: 'p', schedule }],
      visit: answer,
    });
    await network.run('2026-03-29T00:01:00.000Z');
    const before = await planned();
    const [view] = await network.desk.schedules({ times: 20 });
    const certain = view?.next.filter((at) => view.certainUntil === null || at <= view.certainUntil) ?? [];
    expect(certain.length).toBeGreaterThan(1);
    await network.run('2026-03-30T12:00:00.000Z');
    const after = (await planned()).filter((at) => !before.includes(at));
    expect(after.slice(0, certain.length)).toEqual(certain);
  });
});

describe('clocks and stops', () => {
  const runs = async () => (await network.schedules.runs({ limit: 200, cursor: null })).runs.toReversed();
  const open = async (schedule: object) => {
    network = await openSimulatedNetwork({
      from: '2026-05-04T08:00:30.000Z',
      sites: [{ name: 'p', schedule }],
      visit: answer,
    });
    await network.run('2026-05-04T10:00:30.000Z');
  };
  const told = async () =>
    (await runs()).map(({ plannedAt, trigger, state }) => `${plannedAt.slice(11, 16)} ${trigger} ${state}`);

  it('make one visit of all that was missed in a stop, and write down what was', async () => {
    await open({ cron: '0 * * * *' });
    network.stopUntil('2026-05-04T13:30:00.000Z');
    await network.run('2026-05-04T14:05:30.000Z');
    expect(await told()).toEqual([
      '08:00 first done',
      '09:00 schedule done',
      '10:00 schedule done',
      '12:00 missed missed',
      '13:00 missed done',
      '14:00 schedule done',
    ]);
    expect((await runs())[3]?.reason).toBe(
      '2 times went by without a visit (the service did not run, or the site was paused), 2026-05-04T11:00:00.000Z to 2026-05-04T12:00:00.000Z',
    );
  });

  it('that last are told as an alarm, and only while nothing was made up for', async () => {
    await open({ cron: '0 * * * *' });
    network.stopUntil('2026-05-04T11:20:00.000Z');
    expect(await network.desk.alarms()).toEqual([]);
    network.stopUntil('2026-05-04T11:31:00.000Z');
    expect(await network.desk.alarms()).toMatchObject([
      { kind: 'overdue', site: 'p', since: '2026-05-04T11:00:00.000Z' },
    ]);
    await network.run('2026-05-04T11:40:00.000Z');
    expect(await network.desk.alarms()).toEqual([]);
  });

  it('bring what was missed to nothing where the schedule says so', async () => {
    await open({ cron: '0 * * * *', missed: 'skip' });
    network.stopUntil('2026-05-04T12:30:00.000Z');
    await network.run('2026-05-04T13:10:00.000Z');
    expect((await told()).slice(3)).toEqual(['12:00 missed missed', '13:00 schedule done']);
  });

  it('that are put on by an hour make one visit for the hour', async () => {
    await open({ cron: '*/15 * * * *' });
    network.turnClock(3_600_000);
    await network.run('2026-05-04T11:31:00.000Z');
    const all = await told();
    expect(all.slice(all.indexOf('10:00 schedule done') + 1)).toEqual([
      '10:45 missed missed',
      '11:00 schedule done',
      '11:15 schedule done',
      '11:30 schedule done',
    ]);
  });

  it('that are put back by an hour go on at once, and no run of the hour is taken for one made before', async () => {
    await open({ cron: '*/15 * * * *' });
    const before = (await runs()).length;
    network.turnClock(-3_600_000);
    await network.run('2026-05-04T09:31:00.000Z');
    const again = (await runs()).filter(({ id }) => id.endsWith('~1'));
    expect(again.map(({ plannedAt, state }) => `${plannedAt.slice(11, 16)} ${state}`)).toEqual([
      '09:15 done',
      '09:30 done',
    ]);
    expect((await runs()).length).toBe(before + 2);
  });

  it('hold a site that is paused, and make one visit when it is resumed', async () => {
    await open({ cron: '0 * * * *' });
    await network.desk.pause('p', 'they asked');
    await network.run('2026-05-04T13:30:30.000Z');
    expect((await told()).at(-1)).toBe('10:00 schedule done');
    expect(await network.desk.alarms()).toEqual([]);
    await network.desk.resume('p');
    await network.run('2026-05-04T13:40:30.000Z');
    expect((await told()).slice(3)).toEqual(['12:00 missed missed', '13:00 missed done']);
  });
});
