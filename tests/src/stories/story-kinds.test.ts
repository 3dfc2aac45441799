import { describe, expect, it } from 'vitest';
import { inventedText, random } from '../../../bench/stories-texts.ts';
import { spellingsToReport, spellingsToTune } from '../../../bench/story-kinds/spelling.ts';
import { structuresToReport, structuresToTune } from '../../../bench/story-kinds/structure.ts';
import { templatesToReport, templatesToTune } from '../../../bench/story-kinds/templates.ts';
import { wordingsToReport, wordingsToTune } from '../../../bench/story-kinds/wording.ts';
import { isSameStory } from '../../../src/stories/same-story.ts';
import { textSketch } from '../../../src/stories/text-sketch.ts';

const changes = Object.entries({
  ...{ ...spellingsToTune, ...spellingsToReport, ...wordingsToTune, ...wordingsToReport },
  ...{ ...structuresToTune, ...structuresToReport },
});
const templates = Object.entries({ ...templatesToTune, ...templatesToReport });
const seeds = Array.from({ length: 12 }, (_, i) => i + 1);

/** The figures for real texts come from bench/stories-wide.ts; this holds what it reached, on invented ones. */
describe('isSameStory', () => {
  it.each(changes)('knows nearly all texts again after the change "%s"', (_, change) => {
    const pairs = seeds.flatMap((seed) => {
      const text = inventedText(seed);
      const changed = change(text, random(seed));
      return changed ? [{ text, changed }] : [];
    });
    const known = pairs.filter(({ text, changed }) => isSameStory(textSketch(text), textSketch(changed)));
    expect(known.length).toBeGreaterThanOrEqual(pairs.length - 2);
  });

  it.each(templates)('keeps texts of the template "%s" apart', (_, template) => {
    const texts = Array.from({ length: 40 }, (_, i) => template(random(500 + i)));
    const sketches = texts.map((text) => textSketch(text));
    const merged = texts.flatMap((text, i) =>
      texts.slice(0, i).filter((other, j) => {
        const [a, b] = [sketches[i], sketches[j]];
        return a && b && other.body !== text.body && isSameStory(a, b);
      }),
    );
    expect(merged).toEqual([]);
  });

  it.each(templates)('knows a text of the template "%s" when another site copies it', (_, template) => {
    const text = template(random(3));
    const copy = { title: `${text.title} -AssetLink`, body: `${text.body}\n\nRead more at AssetLink.` };
    expect(isSameStory(textSketch(text), textSketch(copy))).toBe(true);
  });
});
