import type { ParsedArticle } from '../model/parsed-article.ts';
import { sketchToBytes } from './sketch-bytes.ts';
import { sketchBands, textSketch } from './text-sketch.ts';

/** What the store keeps of an article for matching. No bands: too short a text to be found by its words. */
export function sketchText(article: Pick<ParsedArticle, 'title' | 'body'>): {
  bands: number[];
  sketch: Uint8Array;
} {
  const sketch = textSketch(article);
  return { bands: sketchBands(sketch), sketch: sketchToBytes(sketch) };
}
