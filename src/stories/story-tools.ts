import { dateEvidence } from './date-evidence.ts';
import { isCurrentSketch } from './is-current-sketch.ts';
import { judgeStory } from './judge-story.ts';
import { matchStory } from './match-story.ts';
import { regroupMembers } from './regroup-members.ts';
import { sketchText } from './sketch-text.ts';

/** The stories room, as the job that takes pages in needs it. */
export const storyTools = {
  sketchText,
  isCurrentSketch,
  matchStory,
  judgeStory,
  regroupMembers,
  dateEvidence,
};
