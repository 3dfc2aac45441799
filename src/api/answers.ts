import { z } from 'zod';
import { Alert } from '../model/alert.ts';
import { Article } from '../model/article.ts';
import { PublicArticle } from '../model/change-event.ts';
import { DateVerdict } from '../model/date-evidence.ts';
import { Instant } from '../model/instant.ts';
import { Observation } from '../model/observation.ts';
import { Outcome } from '../model/outcome.ts';
import { Provenance } from '../model/provenance.ts';
import { Revision } from '../model/revision.ts';
import { Story } from '../model/story.ts';
import { UrlRecord } from '../model/url-record.ts';

// What the routes answer, apart from the routes: the dashboard checks what it reads by the same schemas.

const next = z.string().nullable().describe('The cursor of the next page; null: there are no more');

export const ArticleRow = PublicArticle.extend({
  copies: z.int().positive().describe('Members of its story, itself included'),
  highlights: z
    .array(z.string())
    .describe('Pieces of the text; the words found stand between U+E000 and U+E001'),
});
export type ArticleRow = z.infer<typeof ArticleRow>;

const Certainty = z
  .enum(['exact', 'estimate', 'at-least'])
  .describe('counted · projected from an even sample of what fits · a lower bound');

export const ArticlePage = z.object({
  articles: z.array(ArticleRow),
  next,
  total: z.int().describe('Articles that fit; stories, where collapse is true'),
  totalIs: Certainty,
  among: z
    .int()
    .nullable()
    .describe(
      'Relevance and collapse were judged among so many of the newest that fit; null: among all of them',
    ),
  asOf: z
    .object({
      at: z.string().describe('The state is that of the moment before it (UTC)'),
      exact: z
        .boolean()
        .describe(
          'False: the change feed no longer reaches so far back; articles are as it first knows them',
        ),
    })
    .nullable()
    .describe('For a query with as-of:; its hits are by time, not by relevance'),
});
export type ArticlePage = z.infer<typeof ArticlePage>;

const Sample = z
  .number()
  .gt(0)
  .max(1)
  .describe('The share of the fitting articles that was counted; below 1 the counts are projections of it');

/** People read no further; each name costs a look at an article. */
export const NAMED_SITES = 50;

const Count = z.object({ value: z.string(), count: z.int() });
export const FacetCounts = z.object({
  sample: Sample,
  among: z
    .int()
    .nullable()
    .describe('Counted among so many of the newest that fit; null: all of them, or an even sample'),
  site: z.array(
    Count.extend({
      name: z
        .string()
        .nullable()
        .describe(`What the newest article of the site calls it; of the ${NAMED_SITES} sites with the most`),
    }),
  ),
  language: z.array(Count),
  verdict: z.array(Count),
  relation: z.array(Count),
  day: z.array(Count).describe('Days of first sight, UTC'),
});
export type FacetCounts = z.infer<typeof FacetCounts>;

const bucketTimes = {
  start: z.string().describe('ISO 8601 with the offset of the zone'),
  end: z.string().describe('Where the next bucket starts'),
};
const Share = z
  .number()
  .nullable()
  .describe('Of all articles collected in that time (0 … 1); null: none was collected');

/** Articles by first sight. Every bucket from the first to the last is there, also an empty one. */
export const Histogram = z.object({
  bucket: z.string().describe('As asked for'),
  zone: z.string(),
  total: z.int().describe('Articles of the query in all buckets'),
  collected: z.int().describe('All articles collected in that time'),
  share: Share,
  sample: Sample,
  buckets: z.array(z.object({ ...bucketTimes, count: z.int(), collected: z.int(), share: Share })),
});
export type Histogram = z.infer<typeof Histogram>;

const ComparedSide = z.object({
  q: z.string(),
  articles: z.int(),
  sample: Sample,
  stories: z.int().describe('Stories told by the articles looked at'),
  among: z
    .int()
    .nullable()
    .describe('Stories are those of so many of the newest articles; null: of all of them'),
  sites: z.array(Count).describe('The 100 with the most articles'),
  sitesSample: Sample,
  sitesAmong: z
    .int()
    .nullable()
    .describe(
      'Sites are those of so many of the newest articles; null: of all of them, or of an even sample',
    ),
});

/** Two queries, or two sites (`site:a.example`), side by side. */
export const Comparison = z.object({
  bucket: z.string(),
  zone: z.string(),
  a: ComparedSide,
  b: ComparedSide,
  both: z.object({
    articles: z.int().describe('Articles that fit both queries'),
    articlesAre: Certainty,
    stories: z.int().describe('Stories that both tell'),
    firstA: z.int().describe('Of these, stories first seen in an article of a'),
    firstB: z.int(),
    sameTime: z.int().describe('First seen in one visit, or in one article that fits both'),
    medianLeadHours: z
      .number()
      .nullable()
      .describe(
        'How long after a the story was first seen in b; negative: b was earlier; null: none is shared',
      ),
  }),
  collected: z.int(),
  buckets: z.array(z.object({ ...bucketTimes, a: z.int(), b: z.int(), collected: z.int() })),
});
export type Comparison = z.infer<typeof Comparison>;

export const Citation = z.object({
  q: z.string().describe('The query with its as-of:'),
  address: z.string().describe('Of the page that shows it'),
  api: z.string(),
  total: z.int(),
  text: z.string().describe('To put under a figure or into a footnote'),
});
export type Citation = z.infer<typeof Citation>;

export const AlertPage = z.object({ alerts: z.array(Alert), next });
export type AlertPage = z.infer<typeof AlertPage>;

const Found = z.object({
  articles: z.int().describe('First seen in the time'),
  before: z.int().describe('First seen in as long a time before it'),
  sample: Sample,
  stories: z
    .array(
      z.object({
        articleId: z.string().describe('The most original member that was first seen in the time'),
        storyId: z.string(),
        title: z.string().nullable(),
        url: z.string(),
        site: z.string(),
        firstSeenAt: Instant,
        dateVerdict: DateVerdict,
        copies: z.int().describe('Members of the story in all'),
      }),
    )
    .describe('Those with the most members, of the 200 newest'),
});
export const Digest = z.object({
  from: Instant,
  to: Instant,
  all: Found,
  searches: z.array(
    Found.extend({ name: z.string(), title: z.string(), q: z.string(), alerts: z.array(Alert) }),
  ),
  more: z.int().describe('Saved searches that are not in it: the first 100 by name are'),
});
export type Digest = z.infer<typeof Digest>;

export const ArticleProvenance = z.object({ provenance: z.array(Provenance) });
export const ArticleRevisions = z.object({ revisions: z.array(Revision) });
export const ArticleObservations = z.object({ observations: z.array(Observation) });

export const StoryPage = z.object({ stories: z.array(Story), next });
export type StoryPage = z.infer<typeof StoryPage>;

/** What tells one member of a story from the others. */
export const StoryMember = Article.pick({
  id: true,
  url: true,
  site: true,
  siteName: true,
  title: true,
  authors: true,
  wireCredit: true,
  claimedDate: true,
  dateVerdict: true,
  lagDays: true,
  relation: true,
  firstSeenAt: true,
  lastSeenAt: true,
});
export type StoryMember = z.infer<typeof StoryMember>;

/** A member with its evidence, and how its text stands to the others. */
export const ComparedMember = StoryMember.extend({
  category: Article.shape.category.describe('As the page has it: who copies often puts a text under another'),
  dateReasons: Article.shape.dateReasons,
  dateEvidence: Article.shape.dateEvidence,
  difference: z
    .object({
      copied: z.number().describe('Share of the words of the consensus that it has (0 … 1)'),
      dropped: z.int(),
      added: z.int(),
      injected: z.int(),
      respelt: z.int(),
    })
    .nullable()
    .describe(
      'Words against the text that the members have in common; null: not compared (the first 60 members are)',
    ),
  descent: z
    .object({
      from: z
        .string()
        .nullable()
        .describe('The article that it most probably has its text from; null: the original'),
      reason: z.string(),
      confidence: z.number(),
    })
    .nullable(),
});
export type ComparedMember = z.infer<typeof ComparedMember>;

export const StoryDetail = Story.extend({
  origin: z
    .object({
      articleId: z.string(),
      site: z.string(),
      confidence: z.number().min(0).max(1),
      reasons: z.array(z.string()).describe('What speaks for it, then what speaks against it'),
      agency: z.string().nullable().describe('The agency that members on several sites credit'),
    })
    .nullable()
    .describe('The probable first publisher; null for a story of one member'),
  timeline: z
    .array(
      z.object({
        day: z.string().describe('ISO 8601; a month or a year where a claim is no finer'),
        firstSeen: z.int().describe('Members that we first saw on it, UTC'),
        claimed: z.int().describe('Members that claim to be of it, in whatever zone'),
      }),
    )
    .describe('Days on which something happened, in order'),
  articles: z
    .array(ComparedMember)
    .describe('The first 500 members by first sight; all of them: /v1/articles?q=story:ID&sort=oldest'),
});
export type StoryDetail = z.infer<typeof StoryDetail>;

const stretch = { text: z.string(), words: z.int() };
export const MemberDifference = z.object({
  articleId: z.string(),
  copied: z.number(),
  dropped: z.int(),
  added: z.int(),
  injected: z.int(),
  respelt: z.int(),
  pieces: z
    .array(
      z.discriminatedUnion('kind', [
        z.object({ kind: z.enum(['same', 'dropped', 'added', 'injected']), ...stretch }),
        z.object({ kind: z.literal('respelt'), ...stretch, was: z.string() }),
      ]),
    )
    .describe('The text and what the story has beside it, in the order of reading'),
});
export type MemberDifference = z.infer<typeof MemberDifference>;

export const SiteCounts = z.object({
  sites: z.array(
    z.object({ site: z.string(), articles: z.int(), firstSeenAt: Instant, lastSeenAt: Instant }),
  ),
});

export const UrlPage = z.object({
  urls: z.array(UrlRecord).describe('In the order of their addresses'),
  next,
  outcomes: z
    .partialRecord(Outcome, z.int())
    .describe('How many of all URLs ever seen have each outcome, whatever was asked for'),
});
export type UrlPage = z.infer<typeof UrlPage>;

/** What every error answers with: RFC 9457, with a `code` that stays the same whatever the words. */
export const Problem = z.object({
  type: z.literal('about:blank'),
  title: z.string().describe('The status in words: type about:blank says no more than the status does'),
  status: z.int(),
  detail: z.string().describe('What was found and what is allowed'),
  code: z.string().describe('Stable; for programs'),
  position: z.int().optional().describe('code query: the character it failed at, from 1'),
  found: z.string().optional().describe('code query: what stands there'),
  allowed: z.array(z.string()).optional().describe('code query: what may stand there'),
  errors: z
    .array(z.object({ name: z.string(), detail: z.string() }))
    .optional()
    .describe('code invalid-request: the parameters that are wrong'),
  snapshot: z
    .string()
    .optional()
    .describe(
      'codes cursor-expired, cursor-ahead: where to begin anew; its answer names the cursor to go on from',
    ),
});
export type Problem = z.infer<typeof Problem>;
