import { z } from 'zod';
import { Story } from '../../model/story.ts';
import { cursorPlace, pageCursor } from '../page-cursor.ts';
import type { Statements } from './statements.ts';

const StoryRow = z
  .object({ id: z.string(), revision: z.number(), mergedInto: z.string().nullable(), json: z.string() })
  .transform(({ json, ...row }) => ({ ...row, story: Story.parse(JSON.parse(json)) }));
export type StoryRow = z.infer<typeof StoryRow>;

const SELECT = 'SELECT id, revision, merged_into AS mergedInto, json FROM story';

/** A story's row, ended or not. */
export function storyRow(sql: Statements, id: string): StoryRow | null {
  return sql.one(StoryRow, `${SELECT} WHERE id = ?`, id);
}

const FateRow = z.object({ revision: z.number(), mergedInto: z.string().nullable() });

/** Whether a story stands or ended, without reading its members, of which there may be very many. */
export function storyFate(sql: Statements, id: string): z.infer<typeof FateRow> | null {
  return sql.one(FateRow, 'SELECT revision, merged_into AS mergedInto FROM story WHERE id = ?', id);
}

export function writeStory(sql: Statements, story: Story, revision: number): void {
  sql.run(
    `INSERT INTO story (id, revision, first_seen, copies, merged_into, json) VALUES (?, ?, ?, ?, NULL, ?)
     ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, first_seen = excluded.first_seen,
       copies = excluded.copies, merged_into = NULL, json = excluded.json`,
    story.id,
    revision,
    story.spread.firstSeenAt,
    story.members.length,
    JSON.stringify(story),
  );
}

/** What remains of a story that another took in: the way to the other. */
export function endStory(sql: Statements, id: string, into: string): void {
  sql.run('UPDATE story SET merged_into = ? WHERE id = ?', into, id);
}

export function currentStoryId(sql: Statements, id: string): string | null {
  const Into = z.object({ into: z.string().nullable() });
  const seen = new Set<string>();
  for (let current = id; !seen.has(current); ) {
    seen.add(current);
    const row = sql.one(Into, 'SELECT merged_into AS "into" FROM story WHERE id = ?', current);
    if (!row) return null;
    if (row.into === null) return current;
    current = row.into;
  }
  return null;
}

const Place = z.tuple([z.string(), z.string()]);

/** Standing stories, newest first by first sight. */
export function storyPage(
  sql: Statements,
  { limit, cursor, minCopies }: { limit: number; cursor: string | null; minCopies: number },
): { stories: Story[]; next: string | null } {
  const question = ['stories', minCopies];
  const [firstSeen, id] = cursor === null ? ['~', ''] : cursorPlace(cursor, question, Place);
  const rows = sql.all(
    StoryRow,
    `${SELECT} WHERE merged_into IS NULL AND copies >= ? AND (first_seen, id) < (?, ?)
     ORDER BY first_seen DESC, id DESC LIMIT ?`,
    minCopies,
    firstSeen,
    id,
    limit + 1,
  );
  const stories = rows.slice(0, limit).map(({ story }) => story);
  const last = stories.at(-1);
  return {
    stories,
    next: rows.length > limit && last ? pageCursor(question, [last.spread.firstSeenAt, last.id]) : null,
  };
}
