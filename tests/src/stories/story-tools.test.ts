import { describe, expect, it } from 'vitest';
import { storyTools } from '../../../src/stories/story-tools.ts';
import type { StoryTools } from '../../../workers/story-tools.ts';

describe('storyTools', () => {
  it('gives the job that takes pages in all that it needs', () => {
    const tools = storyTools satisfies StoryTools;
    expect(Object.keys(tools).sort()).toEqual([
      'dateEvidence',
      'isCurrentSketch',
      'judgeStory',
      'matchStory',
      'regroupMembers',
      'sketchText',
    ]);
  });
});
