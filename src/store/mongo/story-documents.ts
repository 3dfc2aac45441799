import { z } from 'zod';
import { Story } from '../../model/story.ts';
import { cursorPlace, pageCursor } from '../page-cursor.ts';
import type { Collections } from './documents.ts';

type Stories = Collections['stories'];

export async function standingStory(stories: Stories, id: string): Promise<Story | null> {
  const found = await stories.findOne({ _id: id, mergedInto: null });
  return found ? Story.parse(found) : null;
}

export async function currentStoryId(stories: Stories, id: string): Promise<string | null> {
  const seen = new Set<string>();
  for (let current = id; !seen.has(current); ) {
    seen.add(current);
    const found = await stories.findOne({ _id: current }, { projection: { mergedInto: 1 } });
    if (!found) return null;
    if (found.mergedInto === null) return current;
    current = found.mergedInto;
  }
  return null;
}

const Place = z.tuple([z.string(), z.string()]);

/** Standing stories, newest first by first sight. */
export async function storyPage(
  stories: Stories,
  { limit, cursor, minCopies }: { limit: number; cursor: string | null; minCopies: number },
): Promise<{ stories: Story[]; next: string | null }> {
  const question = ['stories', minCopies];
  const place = cursor === null ? null : cursorPlace(cursor, question, Place);
  const rows = await stories
    .find({
      mergedInto: null,
      memberCount: { $gte: minCopies },
      ...(place === null
        ? {}
        : { $or: [{ firstSeenAt: { $lt: place[0] } }, { firstSeenAt: place[0], _id: { $lt: place[1] } }] }),
    })
    .sort({ firstSeenAt: -1, _id: -1 })
    .limit(limit + 1)
    .toArray();
  const page = rows.slice(0, limit).map((document) => Story.parse(document));
  const last = page.at(-1);
  return {
    stories: page,
    next: rows.length > limit && last ? pageCursor(question, [last.spread.firstSeenAt, last.id]) : null,
  };
}
