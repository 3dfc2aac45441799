import { generateJsonFeed } from 'feedsmith';
import { z } from 'zod';

const Feed = z.record(z.string(), z.unknown());

/** A JSON Feed 1.1 as text. It must have `items` also where there are none; the library leaves an empty list out. */
export function writtenJsonFeed(feed: Parameters<typeof generateJsonFeed>[0]): string {
  const made = Feed.parse(generateJsonFeed(feed));
  return `${JSON.stringify({ ...made, items: made.items ?? [] })}\n`;
}
