import { matchStory } from './match-story.ts';
import { sketchText } from './sketch-text.ts';

export const storyTools = { sketchText, matchStory };
