import { z } from 'zod';
import { Drift, HeldPage } from '../../model/drift.ts';
import { SiteWatch } from '../../model/site-watch.ts';
import type { HealthStore, WatchChange } from '../health-store.ts';
import { cursorPlace, pageCursor } from '../page-cursor.ts';
import type { Statements } from './statements.ts';
import { inTransaction } from './transaction.ts';

const json = <T>(shape: z.ZodType<T>) =>
  z.object({ json: z.string() }).transform((row) => shape.parse(JSON.parse(row.json)));
const WatchRow = z
  .object({ version: z.number(), json: z.string() })
  .transform((row) => ({ version: row.version, watch: SiteWatch.parse(JSON.parse(row.json)) }));
const DriftRow = json(Drift);
const HeldRow = json(HeldPage);
const HeldCount = z.object({ site: z.string(), pages: z.number(), oldestAt: z.string() });

export function healthRows(sql: Statements): HealthStore {
  const openDrift = (site: string) =>
    sql.one(DriftRow, "SELECT json FROM drift WHERE site = ? AND state = 'open' LIMIT 1", site);
  return {
    async watch(site) {
      const row = sql.one(WatchRow, 'SELECT version, json FROM site_watch WHERE site = ?', site);
      return row && { ...row, drift: openDrift(site) };
    },
    watches: async () => sql.all(json(SiteWatch), 'SELECT json FROM site_watch ORDER BY site'),
    saveWatch: async (change) => inTransaction(sql.db, () => writeWatch(sql, change)),
    drift: async (id) => sql.one(DriftRow, 'SELECT json FROM drift WHERE id = ?', id),
    drifts: async ({ state, site, limit }) =>
      sql.all(
        DriftRow,
        `SELECT json FROM drift WHERE (?1 IS NULL OR state = ?1) AND (?2 IS NULL OR site = ?2)
         ORDER BY opened_at DESC, id LIMIT ?3`,
        state ?? null,
        site ?? null,
        limit,
      ),
    heldPage: async (url) => sql.one(HeldRow, 'SELECT json FROM held_page WHERE url = ?', url),
    async held({ site, driftId, limit, cursor }) {
      const question = ['held', site ?? null, driftId ?? null];
      const [after] = cursor === null ? [''] : cursorPlace(cursor, question, z.tuple([z.string()]));
      const rows = sql.all(
        HeldRow,
        `SELECT json FROM held_page WHERE url > ?1 AND (?2 IS NULL OR site = ?2) AND (?3 IS NULL OR drift_id = ?3)
         ORDER BY url LIMIT ?4`,
        after,
        site ?? null,
        driftId ?? null,
        limit + 1,
      );
      const pages = rows.slice(0, limit);
      const last = pages.at(-1);
      return { pages, next: rows.length > limit && last ? pageCursor(question, [last.url]) : null };
    },
    heldBySite: async () =>
      sql.all(
        HeldCount,
        'SELECT site, count(*) AS pages, min(held_at) AS oldestAt FROM held_page GROUP BY site ORDER BY site',
      ),
    letGo: async (urls) =>
      inTransaction(sql.db, () => {
        for (const url of urls) sql.run('DELETE FROM held_page WHERE url = ?', url);
      }),
    forgetSite: async (site) =>
      inTransaction(sql.db, () => {
        for (const table of ['site_watch', 'drift', 'held_page'])
          sql.run(`DELETE FROM ${table} WHERE site = ?`, site);
      }),
  };
}

function writeWatch(sql: Statements, change: WatchChange): boolean {
  const { watch, expectedVersion, drift, held, released } = change;
  const Version = z.object({ version: z.number() });
  const found = sql.one(Version, 'SELECT version FROM site_watch WHERE site = ?', watch.site)?.version ?? 0;
  if (found !== expectedVersion) return false;
  sql.run(
    'INSERT OR REPLACE INTO site_watch (site, version, json) VALUES (?, ?, ?)',
    watch.site,
    expectedVersion + 1,
    JSON.stringify(watch),
  );
  if (drift) {
    sql.run(
      'INSERT OR REPLACE INTO drift (id, site, state, opened_at, json) VALUES (?, ?, ?, ?, ?)',
      ...[drift.id, drift.site, drift.state, drift.openedAt, JSON.stringify(drift)],
    );
  }
  for (const page of held) {
    sql.run(
      'INSERT OR REPLACE INTO held_page (url, site, drift_id, held_at, json) VALUES (?, ?, ?, ?, ?)',
      ...[page.url, page.site, page.driftId, page.heldAt, JSON.stringify(page)],
    );
  }
  if (drift?.state === 'open') {
    sql.run(
      `UPDATE held_page SET drift_id = ?1, json = json_set(json, '$.driftId', ?1)
       WHERE site = ?2 AND drift_id IS NULL`,
      drift.id,
      watch.site,
    );
  }
  for (const url of released) sql.run('DELETE FROM held_page WHERE url = ?', url);
  return true;
}
