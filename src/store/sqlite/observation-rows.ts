import { z } from 'zod';
import { Observation } from '../../model/observation.ts';
import { LIST_BLOCKS, type ListBlock, listedTargets, listTarget, type Placement } from '../list-target.ts';
import type { Statements } from './statements.ts';

const ObservationRow = z
  .object({ json: z.string() })
  .transform((row) => Observation.parse(JSON.parse(row.json)));
const Known = z.object({ known: z.number() });
const PlacementRow = z
  .object({ at: z.number(), block: z.number(), position: z.number(), pages: z.number() })
  .transform(({ at, block, ...row }) => ({
    at: new Date(at).toISOString(),
    block: LIST_BLOCKS[block] ?? LIST_BLOCKS[0],
    ...row,
  }));

/**
 * Keeps visits, and where their lists had other articles; the same visits once more change nothing. Pages of one site
 * have most of their lists in common, so places are put together first.
 */
export function writeObservations(sql: Statements, observations: readonly Observation[]): void {
  const places = new Map<
    string,
    { target: string; at: string; block: ListBlock; position: number; pages: number }
  >();
  for (const observation of observations) {
    const { articleId, at } = observation;
    const again =
      sql.one(Known, 'SELECT 1 AS known FROM observation WHERE article_id = ? AND at = ?', articleId, at) !==
      null;
    sql.run(
      'INSERT OR REPLACE INTO observation (article_id, at, json) VALUES (?, ?, ?)',
      articleId,
      at,
      JSON.stringify(observation),
    );
    if (again) continue;
    for (const { target, block, position } of listedTargets(observation)) {
      const key = `${target} ${block} ${at}`;
      const known = places.get(key);
      if (!known) places.set(key, { target, at, block, position, pages: 1 });
      else {
        known.position = Math.min(known.position, position);
        known.pages += 1;
      }
    }
  }
  for (const { target, at, block, position, pages } of places.values()) {
    sql.run(
      `INSERT INTO placement (target, at, block, position, pages) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET position = min(position, excluded.position), pages = pages + excluded.pages`,
      keyOf(target),
      Date.parse(at),
      LIST_BLOCKS.indexOf(block),
      position,
      pages,
    );
  }
}

export function observationRows(sql: Statements, articleId: string): Observation[] {
  return sql.all(ObservationRow, 'SELECT json FROM observation WHERE article_id = ? ORDER BY at', articleId);
}

/** The newest `limit` placements of these addresses, in order of time. */
export function placementRows(sql: Statements, urls: readonly string[], limit: number): Placement[] {
  const keys = [...new Set(urls.map((url) => keyOf(listTarget(url))))];
  return sql
    .all(
      PlacementRow,
      `SELECT at, block, min(position) AS position, sum(pages) AS pages FROM placement
       WHERE target IN (${keys.map(() => '?').join(', ')}) GROUP BY at, block
       ORDER BY at DESC, block DESC LIMIT ?`,
      ...keys,
      limit,
    )
    .reverse();
}

export function deletePlacements(sql: Statements, url: string): void {
  sql.run('DELETE FROM placement WHERE target = ?', keyOf(listTarget(url)));
}

/** SQLite's integers are signed. */
const keyOf = (target: string) => BigInt.asIntN(64, BigInt(`0x${target}`));
