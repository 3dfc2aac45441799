import { isSameStory } from './same-story.ts';
import { SketchVersionError, sketchFromBytes } from './sketch-bytes.ts';
import type { TextSketch } from './text-sketch.ts';

export type MatchCandidate = {
  articleId: string;
  storyId: string;
  sketch: Uint8Array;
};

/**
 * Which story an article joins. `absorbed`: the stories that it shows to be that same one. The survivor is the
 * first by id, so that articles that come in another order end in the same clusters; without a match the article
 * opens a story of its own.
 */
export function matchStory(
  article: { id: string; site: string; sketch: Uint8Array },
  candidates: readonly MatchCandidate[],
): { storyId: string; absorbed: string[] } {
  const own = sketchFromBytes(article.sketch);
  const matched = new Set<string>();
  for (const { articleId, storyId, sketch } of candidates) {
    if (articleId === article.id || matched.has(storyId)) continue;
    const other = readable(sketch);
    if (other && isSameStory(own, other)) matched.add(storyId);
  }
  const [storyId = `s${article.id}`, ...absorbed] = [...matched].sort();
  return { storyId, absorbed };
}

/** Null for a sketch of another version: it can't be compared, until `reparse` sketches the text anew. */
function readable(bytes: Uint8Array): TextSketch | null {
  try {
    return sketchFromBytes(bytes);
  } catch (error) {
    if (error instanceof SketchVersionError) return null;
    throw error;
  }
}
