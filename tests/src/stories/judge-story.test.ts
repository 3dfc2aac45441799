import { describe, expect, it } from 'vitest';
import { changes, inventedText, random } from '../../../bench/stories-texts.ts';
import type { Article } from '../../../src/model/article.ts';
import type { DateEvidence } from '../../../src/model/date-evidence.ts';
import { judgeStory } from '../../../src/stories/judge-story.ts';
import { storedArticle } from './stored-article.ts';

const id = (digit: string) => digit.repeat(32);
const day = (iso: string) => ({ raw: `Date:${iso}`, iso, precision: 'day', zone: null }) as const;

function evidence(kind: DateEvidence['kind'], iso: string, zone: string | null = null): DateEvidence {
  return { kind, raw: iso, iso, zone };
}

/** A member that claims a day, with that claim in its ledger. */
function member(digit: string, claimed: string, fields: Partial<Article> = {}): Article {
  const { title, body } = inventedText(1);
  return storedArticle({
    id: id(digit),
    site: `site${digit}.example`,
    title,
    body,
    claimedDate: day(claimed),
    ...fields,
    dateEvidence: [evidence('claimed', claimed), ...(fields.dateEvidence ?? [])],
  });
}

/** As on the portals of the seed: an agency's text of 2023, republished under dates of 2024 and 2025. */
const family = [
  member('a', '2023-12-04', {
    dateEvidence: [evidence('json-ld', '2023-12-04T10:15:00Z', 'Z'), evidence('url', '2023-12-04')],
    firstSeenAt: '2025-05-02T00:00:00.000Z',
    lastSeenAt: '2025-05-02T00:00:00.000Z',
  }),
  member('b', '2025-04-16', { body: changes.brand?.(inventedText(1), random(1)).body ?? '' }),
  member('c', '2024-03-30', { body: changes.excerpt?.(inventedText(1), random(1)).body ?? '' }),
];

describe('judgeStory', () => {
  it('finds the true date and the original, although it was seen last', () => {
    const { story, members } = judgeStory('s1', family);
    expect(story.earliest).toMatchObject({ articleId: id('a'), iso: '2023-12-04T10:15:00Z' });
    expect(story.earliest.confidence).toBeGreaterThan(0.8);
    expect(members.map(({ articleId, relation }) => [articleId, relation])).toEqual([
      [id('b'), 'copy'],
      [id('c'), 'excerpt'],
      [id('a'), 'original'],
    ]);
  });

  it('tells how late each copy is dated, with reasons', () => {
    const [b, c, a] = judgeStory('s1', family).members;
    expect(a).toMatchObject({ dateVerdict: 'consistent', lagDays: 0 });
    expect(b).toMatchObject({ dateVerdict: 'late', lagDays: 499 });
    expect(c).toMatchObject({ dateVerdict: 'late', lagDays: 117 });
    expect(b?.dateReasons).toEqual([
      'the same text is dated 2023-12-04T10:15:00Z by sitea.example, 499 days before the claimed date',
      'the JSON-LD date of sitea.example gives 2023-12-04T10:15:00Z; the date in the address and the printed date agree (confidence 0.84)',
      'the claimed date names no zone, so all zones were allowed for',
    ]);
  });

  it('counts the spread', () => {
    expect(judgeStory('s1', family).story).toMatchObject({
      id: 's1',
      members: [id('b'), id('c'), id('a')],
      sites: ['siteb.example', 'sitec.example', 'sitea.example'],
      spread: {
        firstSeenAt: '2025-04-20T08:00:00.000Z',
        lastSeenAt: '2025-05-02T00:00:00.000Z',
        copies: 2,
        sites: 3,
        medianLagDays: 117,
      },
    });
  });

  it('judges alike whatever the order of the members', () => {
    expect(judgeStory('s1', family.toReversed())).toEqual(judgeStory('s1', family));
  });

  it('calls a member without copies unique', () => {
    const { members } = judgeStory('s1', [member('a', '2025-04-19')]);
    expect(members[0]?.relation).toBe('unique');
  });

  it('calls a changed text of the original’s own site a revision', () => {
    const own = member('d', '2023-12-05', { site: 'sitea.example' });
    const { members } = judgeStory('s1', [...family, own]);
    expect(members.find(({ articleId }) => articleId === own.id)?.relation).toBe('revision');
  });

  it('bears 2,000 members', () => {
    const many = Array.from({ length: 2000 }, (_, i) =>
      member('b', '2025-04-16', { id: i.toString(16).padStart(32, '0'), site: `s${i % 7}.example` }),
    );
    expect(judgeStory('s1', many).story.spread.copies).toBe(1999);
  });

  it('refuses a story without members', () => {
    expect(() => judgeStory('s1', [])).toThrow(RangeError);
  });
});

describe('the verdict on a date', () => {
  const verdict = (...members: [Article, ...Article[]]) =>
    judgeStory('s1', members).members.find(({ articleId }) => articleId === members[0].id);

  it('is unknown where the page claims none, or none that can be read', () => {
    expect(verdict(storedArticle({}))).toMatchObject({ dateVerdict: 'unknown', lagDays: null });
    const claimedDate = { raw: 'yesterday', iso: null, precision: 'day', zone: null } as const;
    expect(verdict(storedArticle({ claimedDate }))?.dateReasons).toEqual([
      'the claimed date "yesterday" can\'t be read',
    ]);
  });

  it('is unknown where the crawl began long after the claim and nothing else speaks', () => {
    expect(verdict(member('a', '2023-12-04'))).toMatchObject({ dateVerdict: 'unknown', lagDays: null });
  });

  it('is consistent where we saw the page within two days', () => {
    expect(verdict(member('a', '2025-04-19'))).toMatchObject({ dateVerdict: 'consistent', lagDays: 0 });
  });

  it('is consistent where the address agrees', () => {
    const agreeing = member('a', '2023-12-04', { dateEvidence: [evidence('url', '2023-12-04')] });
    expect(verdict(agreeing)).toMatchObject({ dateVerdict: 'consistent' });
  });

  it('is not borne out by the very piece that the claim was read from', () => {
    const provenance: Article['provenance'] = [
      {
        field: 'claimedDate',
        method: 'json-ld',
        path: 'datePublished',
        raw: '2023-12-04',
        confidence: 0.9,
        rivals: [],
      },
    ];
    const alone = member('a', '2023-12-04', {
      provenance,
      dateEvidence: [evidence('json-ld', '2023-12-04')],
    });
    expect(verdict(alone)).toMatchObject({ dateVerdict: 'unknown' });
    const printed = { ...alone, dateEvidence: [...alone.dateEvidence, evidence('claimed', '2023-12-05')] };
    expect(verdict(printed)).toMatchObject({
      dateVerdict: 'consistent',
      dateReasons: expect.arrayContaining(['the printed date agrees: 2023-12-05']),
    });
  });

  it('is late where we saw the page before the date that it claims', () => {
    expect(verdict(member('a', '2025-06-19'))).toMatchObject({ dateVerdict: 'late', lagDays: 60 });
  });

  it('is late where the page’s own machine-readable date is older', () => {
    const late = member('a', '2025-04-16', { dateEvidence: [evidence('json-ld', '2023-12-04')] });
    expect(verdict(late)).toMatchObject({ dateVerdict: 'late', lagDays: 499 });
  });

  it('is backdated, with a negative lag, where all that the page gives elsewhere is younger', () => {
    const backdated = member('a', '2023-12-04', {
      dateEvidence: [evidence('url', '2025-04-16'), evidence('json-ld', '2025-04-16T09:00:00Z', 'Z')],
    });
    expect(verdict(backdated)).toMatchObject({ dateVerdict: 'backdated', lagDays: -499 });
  });

  it('is late where the text opens with a day long before', () => {
    const body = 'KATHMANDU, April 25 (Reuters) - Nepal disputed on Tuesday that a plane had been hit.';
    const late = member('a', '2025-04-16', { body });
    expect(verdict(late)).toMatchObject({ dateVerdict: 'late', lagDays: 356 });
    expect(verdict(late)?.dateReasons[0]).toContain('the text opens with "April 25"');
  });

  it('is unknown where that day may be before the claim or after it', () => {
    const body = 'KATHMANDU, April 25 (Reuters) - Nepal disputed on Tuesday that a plane had been hit.';
    const open = member('a', '2025-01-16', { body, firstSeenAt: '2025-05-20T08:00:00.000Z' });
    expect(verdict(open)).toMatchObject({ dateVerdict: 'unknown', lagDays: null });
  });

  it('is late against an earlier claim of another site, though neither is borne out', () => {
    const late = verdict(member('a', '2025-04-16'), member('b', '2024-03-30'));
    expect(late).toMatchObject({ dateVerdict: 'late', lagDays: 382 });
    expect(late?.dateReasons[0]).toContain('siteb.example claims 2024-03-30');
  });

  it('stands where it is borne out, though another site claims to have been earlier and its server says so too', () => {
    const first = member('a', '2023-12-20', {
      dateEvidence: [evidence('json-ld', '2023-12-20T09:00:00Z', 'Z'), evidence('url', '2023-12-20')],
    });
    const earlier = member('b', '2023-03-26', {
      dateEvidence: [evidence('last-modified', '2023-03-26T18:19:10Z', 'Z')],
    });
    const { story, members } = judgeStory('s1', [earlier, first]);
    expect(story.earliest).toMatchObject({ articleId: id('a'), iso: '2023-12-20T09:00:00Z' });
    expect(members.find(({ articleId }) => articleId === id('a'))?.dateVerdict).toBe('consistent');
  });

  it('does not hold a backdated claim against the others', () => {
    const backdated = member('b', '1999-01-01', { dateEvidence: [evidence('url', '2025-04-16')] });
    const fine = member('a', '2025-04-19');
    expect(verdict(fine, backdated)).toMatchObject({ dateVerdict: 'consistent' });
  });

  it('allows for every zone where the claim names none', () => {
    const claimedDate = {
      raw: '2025-04-20 20:00:00',
      iso: '2025-04-20T20:00:00',
      precision: 'second',
      zone: null,
    } as const;
    const article = storedArticle({ claimedDate, firstSeenAt: '2025-04-20T08:00:00.000Z' });
    expect(verdict(article)).toMatchObject({ dateVerdict: 'consistent' });
    const zoned = { ...claimedDate, iso: '2025-04-20T20:00:00+00:00', zone: 'Z' };
    expect(verdict({ ...article, claimedDate: zoned })).toMatchObject({ dateVerdict: 'late' });
  });

  it('never calls a date fake', () => {
    const all = [...judgeStory('s1', family).members].flatMap(({ dateReasons }) => dateReasons);
    expect(all.join(' ')).not.toMatch(/fake/i);
  });
});
