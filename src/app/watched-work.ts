import type { Answer, GuardedClient, NoAnswer } from '../../crawlers/fetch/guarded-client.ts';
import type { StoryTools } from '../../workers/story-tools.ts';
import type { Page } from '../model/page.ts';
import type { ParsedArticle } from '../model/parsed-article.ts';
import { placeOfUrl, type StepFacts, type Steps } from './steps.ts';

/** The client, each of its requests a step: `fetch` of a page, robots.txt or sitemap, `deliver` of a message. */
export function watchedClient(client: GuardedClient, { watched, step }: Steps): GuardedClient {
  if (!watched) return client;
  return {
    ...client,
    get: (url, options) => step('fetch', placeOfUrl(url), () => client.get(url, options), answerFacts),
    post: (url, options) => step('deliver', placeOfUrl(url), () => client.post(url, options), answerFacts),
  };
}

export function watchedParse(
  parse: (page: Page) => Promise<ParsedArticle>,
  { watched, step }: Steps,
): (page: Page) => Promise<ParsedArticle> {
  if (!watched) return parse;
  return (page) =>
    step(
      'parse',
      placeOfUrl(page.url),
      () => parse(page),
      ({ kind }) => ({ kind }),
    );
}

/** Which story an article joins, as a step `match`. */
export function watchedStories<T extends Pick<StoryTools, 'matchStory'>>(
  tools: T,
  { watched, stepNow }: Steps,
): T {
  if (!watched) return tools;
  return {
    ...tools,
    matchStory: (article, candidates) =>
      stepNow(
        'match',
        { host: article.site, urlId: article.id },
        () => tools.matchStory(article, candidates),
        ({ storyId }) => ({ story: storyId, candidates: candidates.length }),
      ),
  };
}

function answerFacts(answer: Answer | NoAnswer): StepFacts {
  return 'status' in answer ? { status: answer.status } : { outcome: answer.outcome };
}
