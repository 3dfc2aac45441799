import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Article } from '../../../src/model/article.ts';
import { clusterArticles } from '../../../src/stories/cluster-articles.ts';
import { difference } from '../../../src/stories/difference.ts';
import { judgeStory } from '../../../src/stories/judge-story.ts';
import { storedArticle } from './stored-article.ts';

const Expected = z.object({
  title: z.string(),
  body: z.array(z.string()),
  publishedAt: z.string(),
  url: z.string(),
});

/** A page of the samples as its expected answer gives it: one story, told by its publisher and by two portals. */
function sample(name: string, id: string): Article {
  const file = new URL(`../../../samples/pages/sample-${name}.expected.json`, import.meta.url);
  const { title, body, publishedAt, url } = Expected.parse(JSON.parse(readFileSync(file, 'utf8')));
  const zone = publishedAt.slice(19) || null;
  return storedArticle({
    id: id.repeat(32),
    site: new URL(url).hostname,
    title,
    body: body.join('\n\n'),
    claimedDate: { raw: publishedAt, iso: publishedAt, precision: 'second', zone },
    dateEvidence: [
      { kind: 'claimed', raw: publishedAt, iso: publishedAt, zone },
      ...(name === 'wordpress'
        ? [{ kind: 'url' as const, raw: '2024/09/12', iso: publishedAt.slice(0, 10), zone: null }]
        : []),
    ],
    firstSeenAt: '2025-06-01T00:00:00.000Z',
    lastSeenAt: '2025-06-01T00:00:00.000Z',
  });
}

const publisher = sample('wordpress', 'f');
const portals = [sample('portal-b', 'a'), sample('sibling-injected', 'b')];

describe('a story of the portal family', () => {
  it('is one cluster, named after its publisher', () => {
    const results = clusterArticles([...portals, publisher]);
    expect(results.map(({ storyId }) => storyId)).toEqual(Array(3).fill(`s${publisher.id}`));
    expect(results.map(({ relation }) => relation)).toEqual(['copy', 'copy', 'original']);
  });

  it('shows its true date beside the claimed ones', () => {
    const { story, members } = judgeStory('s1', [...portals, publisher]);
    expect(story.earliest).toMatchObject({ articleId: publisher.id, iso: '2024-09-12T16:05:00+01:00' });
    const verdicts = members.map(({ articleId, relation, dateVerdict, lagDays }) => [
      articleId.slice(0, 1),
      relation,
      dateVerdict,
      lagDays,
    ]);
    expect(verdicts).toEqual([
      ['a', 'copy', 'late', 233],
      ['b', 'copy', 'late', 212],
      ['f', 'original', 'consistent', 0],
    ]);
  });

  it('shows the brand names that were put in', () => {
    const injected = portals.flatMap(({ body }) =>
      difference(body, publisher.body).pieces.flatMap(({ kind, text }) =>
        kind === 'injected' ? [text] : [],
      ),
    );
    expect(injected.join(' ').toLowerCase()).toMatch(/pelorus.*lanternbid/);
  });
});
