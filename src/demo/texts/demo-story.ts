/** A story as its first publisher wrote it. Copies are made from it. */
export type DemoStory = {
  id: string;
  language: 'en' | 'zh';
  title: string;
  paragraphs: readonly string[];
  /** The agency in brackets of the dateline; null where the text names none. */
  agency: string | null;
  author: string;
  /** When the first publisher put it out: the truth that claimed dates are measured against. */
  firstPublishedAt: Date;
};

/** First day on which a story may appear, in milliseconds since 1970, and the days after it. */
const firstDayMs = Date.UTC(2021, 0, 4);
const days = 1_150;

/** An instant between the days of the demo, to the second. */
export function storyInstant(share: number): Date {
  return new Date(firstDayMs + Math.floor(share * days * 86_400) * 1_000);
}
