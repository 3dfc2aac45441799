import { describe, expect, it } from 'vitest';
import { changes, inventedText, random, templates } from '../../../bench/stories-texts.ts';
import { isSameStory } from '../../../src/stories/same-story.ts';
import { textSketch } from '../../../src/stories/text-sketch.ts';

const seeds = Array.from({ length: 25 }, (_, i) => i + 1);

describe('isSameStory', () => {
  it.each(Object.entries(changes))('knows a copy with the change "%s"', (_, change) => {
    const known = seeds.filter((seed) => {
      const text = inventedText(seed);
      return isSameStory(textSketch(text), textSketch(change(text, random(seed))));
    });
    expect(known.length).toBeGreaterThanOrEqual(24);
  });

  it.each(Object.entries(templates))('keeps texts of the template "%s" apart', (_, template) => {
    const sketches = seeds.map((seed) => textSketch(template(random(seed))));
    const merged = sketches.flatMap((a, i) => sketches.slice(0, i).filter((b) => isSameStory(a, b)));
    expect(merged).toEqual([]);
  });

  it('knows a templated text again when another site copies it', () => {
    for (const template of Object.values(templates)) {
      const text = template(random(5));
      expect(isSameStory(textSketch(text), textSketch({ ...text, title: `${text.title} -AssetLink` }))).toBe(
        true,
      );
    }
  });

  it('keeps different stories apart that share only boilerplate', () => {
    const boilerplate =
      'Subscribe to our newsletter to get the latest insights every morning.\n\nClick here to download our app and join a community of more than one million readers.';
    const [a, b] = [1, 2].map((seed) => {
      const { title, body } = inventedText(seed);
      return textSketch({ title, body: `${body.split('\n\n')[0]}\n\n${boilerplate}` });
    });
    expect(a && b && isSameStory(a, b)).toBe(false);
  });

  it('answers the same whichever text comes first', () => {
    for (const seed of seeds) {
      const text = inventedText(seed);
      const [a, b] = [textSketch(text), textSketch(changes.excerpt?.(text, random(seed)) ?? text)];
      expect(isSameStory(a, b)).toBe(isSameStory(b, a));
    }
  });

  it('works in Chinese, where no space parts the words', () => {
    const body =
      '周三清晨，停航九年的白石渡口重新响起汽笛。\n\n当地交通部门介绍，修复工程历时十四个月，共投入三百八十四万元，其中近一半来自居民捐款。\n\n渡口每天将开行十二个班次，周末增至十八班，冬季停航检修的日期另行公布。';
    const copy = `NEW YORK (AP) — ${body.replace('渡口每天', '渡口EchoSense每天')}`;
    const title = '沿江小城重启百年渡口';
    expect(
      isSameStory(textSketch({ title, body }), textSketch({ title: `${title} -SignalHub`, body: copy })),
    ).toBe(true);
  });

  it('tells nothing of empty texts', () => {
    const empty = textSketch({ title: 'One title of both', body: '' });
    expect(isSameStory(empty, empty)).toBe(false);
  });
});
