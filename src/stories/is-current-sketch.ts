import { isSketchVersion, sketchFromBytes } from './sketch-bytes.ts';
import { sketchBands } from './text-sketch.ts';

/** Whether this program would keep the same of the text: a sketch of its version, found by the same bands. */
export function isCurrentSketch({
  sketch,
  bands,
}: {
  sketch: Uint8Array;
  bands: readonly number[];
}): boolean {
  if (!isSketchVersion(sketch)) return false;
  const [kept, made] = [new Set(bands), new Set(sketchBands(sketchFromBytes(sketch)))];
  return kept.size === made.size && [...made].every((band) => kept.has(band));
}
