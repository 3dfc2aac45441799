import { readFileSync } from 'node:fs';
import type { DemoStory } from './demo-story.ts';

/** Text of a real page that the repository keeps for tests; the published package has none. */
const seedPage = new URL('../../../samples/seed-page.txt', import.meta.url);

/** The story of the page that this program exists for; null where the file is not there. */
export function seedStory(): DemoStory | null {
  const lines = seedLines();
  // The lines run: path, title, view count, date, paragraphs, reaction, lists.
  const end = lines.findIndex((line) => line.startsWith('veryGood!'));
  const title = lines[1];
  if (!title || end < 5) return null;
  return {
    id: 'seed',
    language: 'en',
    title,
    paragraphs: lines.slice(4, end),
    agency: 'AP',
    author: 'The Associated Press',
    firstPublishedAt: new Date('2023-12-04T14:19:00Z'),
  };
}

function seedLines(): string[] {
  try {
    return readFileSync(seedPage, 'utf8').split(/\r?\n/).filter(Boolean);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
