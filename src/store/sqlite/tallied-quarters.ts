import { z } from 'zod';
import { QUARTER_MS } from '../../model/quarter.ts';
import type { SeenTimes } from '../article-store.ts';
import { PLACES_A_QUARTER } from './article-place.ts';
import { keptUntilChange } from './kept-until-change.ts';
import type { Statements } from './statements.ts';

type Quarters = SeenTimes['quarters'];
/** Tens of thousands of rows that every histogram stands beside. */
const kept = keptUntilChange<Quarters>();

/** All articles by the quarter of an hour of their first sight, as the tallies have them. */
export function talliedQuarters(sql: Statements): Quarters {
  return kept(sql, 'all', () =>
    sql
      .lists('SELECT quarter, count FROM tally_quarter WHERE count > 0 ORDER BY quarter')
      .map(([quarter, count]) => ({ startMs: Number(quarter) * QUARTER_MS, count: Number(count) })),
  );
}

const Count = z.object({ count: z.number() });

/** The same of all articles in the places [least, end): where a bound cuts a quarter, its articles are counted. */
export function quartersWithin(sql: Statements, [least, end]: readonly [number, number]): Quarters {
  return talliedQuarters(sql).flatMap((quarter) => {
    const start = (quarter.startMs / QUARTER_MS) * PLACES_A_QUARTER;
    const [from, to] = [Math.max(least, start), Math.min(end, start + PLACES_A_QUARTER)];
    if (from >= to) return [];
    if (to - from === PLACES_A_QUARTER) return [quarter];
    const row = sql.one(Count, 'SELECT count(*) AS count FROM article WHERE n >= ? AND n < ?', from, to);
    return row && row.count > 0 ? [{ startMs: quarter.startMs, count: row.count }] : [];
  });
}
