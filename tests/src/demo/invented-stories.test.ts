import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { chineseStory } from '../../../src/demo/texts/chinese-story.ts';
import { englishStory } from '../../../src/demo/texts/english-story.ts';

const stories = 150;
const runs = (units: readonly string[]) =>
  new Set(units.slice(4).map((_, i) => units.slice(i, i + 5).join(' ')));
const overlap = (a: ReadonlySet<string>, b: ReadonlySet<string>) => {
  const common = [...a].filter((run) => b.has(run)).length;
  return common / (a.size + b.size - common);
};

describe.each([
  { name: 'English', make: englishStory, units: (text: string) => text.split(/\s+/) },
  { name: 'Chinese', make: chineseStory, units: (text: string) => [...text] },
])('invented $name stories', ({ make, units }) => {
  const texts = Array.from({ length: stories }, (_, i) => make(5, `story ${i}`).paragraphs.join('\n'));

  it('are no near-duplicates of each other: less than a third of their runs of five in common', () => {
    const sets = texts.map((text) => runs(units(text)));
    const most = Math.max(...sets.flatMap((a, i) => sets.slice(i + 1).map((b) => overlap(a, b))));
    expect(most).toBeLessThan(1 / 3);
  });

  it('leave no slot unfilled', () => {
    for (const text of texts) expect(text).not.toMatch(/[{}]|undefined|null/);
  });

  it('are the same for the same seed and key', () => {
    expect(make(5, 'a')).toEqual(make(5, 'a'));
    expect(make(6, 'a')).not.toEqual(make(5, 'a'));
  });
});

it('write Chinese that GBK can carry', () => {
  for (let i = 0; i < stories; i += 1) {
    const { title, paragraphs } = chineseStory(9, `story ${i}`);
    const text = [title, ...paragraphs].join('\n');
    expect(iconv.decode(iconv.encode(text, 'gbk'), 'gbk')).toBe(text);
  }
});
