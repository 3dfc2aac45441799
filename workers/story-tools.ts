import type { Article } from '../src/model/article.ts';
import type { DateEvidence } from '../src/model/date-evidence.ts';
import type { PageHead } from '../src/model/page.ts';
import type { ParsedArticle } from '../src/model/parsed-article.ts';
import type { Story } from '../src/model/story.ts';
import type { UrlRecord } from '../src/model/url-record.ts';
import type { CandidateSketch, Rejudged, StoredSketch } from '../src/store/article-store.ts';

/** The stories room, as far as a batch needs it. */
export type StoryTools = {
  sketchText(article: ParsedArticle): Pick<StoredSketch, 'bands' | 'sketch'>;
  /** False: of another version, which this program cannot compare, or found by other bands. */
  isCurrentSketch(kept: Pick<StoredSketch, 'bands' | 'sketch'>): boolean;
  /** Which story an article joins; `absorbed`: stories that it shows to be the same one. */
  matchStory(
    article: { id: string; site: string; sketch: Uint8Array },
    candidates: readonly CandidateSketch[],
  ): { storyId: string; absorbed: readonly string[] };
  /** All members of one story judged together: who copied, whose date holds. */
  judgeStory(storyId: string, members: readonly Article[]): { story: Story; members: readonly Rejudged[] };
  /** The stories that the members of one are by their texts of today; ids, in groups. */
  regroupMembers(members: readonly Article[], joined: readonly (readonly [string, string])[]): string[][];
  /** Evidence for the date that lies in the page, its headers, its address and how it was found. */
  dateEvidence(parsed: ParsedArticle, page: PageHead, record: UrlRecord): DateEvidence[];
};
