import { z } from 'zod';
import { Observation } from '../../model/observation.ts';
import { LIST_BLOCKS, listedTargets, listTarget, type Placement } from '../list-target.ts';
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

/** Keeps a visit, and where its lists had other articles; the same visit once more changes nothing. */
export function writeObservation(sql: Statements, observation: Observation): void {
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
  if (again) return;
  for (const { target, block, position } of listedTargets(observation)) {
    sql.run(
      `INSERT INTO placement (target, at, block, position, pages) VALUES (?, ?, ?, ?, 1)
       ON CONFLICT DO UPDATE SET position = min(position, excluded.position), pages = pages + 1`,
      keyOf(target),
      Date.parse(at),
      LIST_BLOCKS.indexOf(block),
      position,
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
