import fc from 'fast-check';
import type { Article } from '../../../src/model/article.ts';
import type { Query } from '../../../src/query/query.ts';
import { article } from './store-values.ts';

const pieces = [
  'storm reaches the harbour',
  'the harbour storm',
  'Harbour',
  'storm',
  'café opens',
  'CAFE closed',
  'the old mill',
  '北京发布暴雨预警',
  '南京',
  '京',
  '東京タワーに登る',
  '서울시는 오늘',
  'naïve 2025 plan',
  'harbours of 北京 grow',
  'a.* costs $5 [sic]',
] as const;
const vocabulary = pieces.flatMap((piece) => piece.split(' '));

/** Words in several forms and scripts. */
const languages: readonly (readonly [string, string])[] = [
  ['en', 'Floods hit the city. The flooding river flooded three houses.'],
  ['en', 'A flood of letters. Citizens of two cities were running to the post office.'],
  ['en', 'He runs a house in the city; the organisation organised a run.'],
  ['de', 'Das Haus am Fluss. Die Häuser der Stadt standen unter Wasser.'],
  ['de', 'Überschwemmungen in Städten. Das Dach des Hauses fehlt.'],
  ['fr', 'Inondation à Lyon. Les inondations ont touché les maisons.'],
  ['es', 'Inundaciones en la ciudad. La inundación afectó a las casas.'],
  ['it', 'Alluvione in città. Le alluvioni hanno colpito le case.'],
  ['pt', 'Enchentes no Brasil. A enchente atingiu as casas.'],
  ['ru', 'Наводнение в городе. Наводнения затопили дома города.'],
  ['nl', 'Overstroming in de stad. De overstromingen troffen huizen.'],
  ['sv', 'Översvämning i staden. Översvämningarna drabbade husen.'],
  ['el', 'Πλημμύρα στην πόλη. Οι πλημμύρες έπληξαν τα σπίτια.'],
  ['zh', '臺灣颱風警報。東京都知事訪問臺北，討論軟體產業。'],
  ['zh', '台湾台风警报。东京都知事访问台北，讨论软件产业。'],
  ['ja', '京都の図書館で東京の展示。東京都は台風に備える。'],
  ['ja', 'ｶﾀｶﾅの記事。ＮＨＫが台風を報道した。'],
  ['ko', '서울시는 홍수에 대비한다. 서울의 강이 넘쳤다.'],
  ['zh', '5G網路在臺灣展開。网络 5G 服务。'],
];

/** A few dozen articles made of few words, so that queries of these words find some and leave some. */
export function searchedArticles(): Article[] {
  const pick = <T>(values: readonly T[], n: number): T => {
    const value = values[n % values.length];
    if (value === undefined) throw new Error('nothing to pick from');
    return value;
  };
  const made = Array.from({ length: 60 }, (_, n): Article => {
    const body = [n, n * 3 + 1, n * 7 + 2].map((k) => pick(pieces, k)).join(n % 4 === 0 ? '. ' : ' and ');
    const day = `2026-01-0${1 + (n % 3)}`;
    return article(`p${n}`, {
      site: pick(['harbour.example', 'mill.example', 'tower.example'], n),
      title: n % 7 === 0 ? null : pick(pieces, n * 5 + 3),
      body,
      paragraphs: [body],
      authors: pick([['Ada Marsh', 'Ben Reed'], [], ['王小明'], ['Ben Marsh']], n),
      language: pick(['en', 'zh', null], n),
      views: pick([null, 0, 12, 4_000_000_000], n),
      reactions: pick(
        [
          [],
          [{ label: 'a', count: null, atLeast: false }],
          [
            { label: 'a', count: 7, atLeast: false },
            { label: 'b', count: 5, atLeast: true },
          ],
        ],
        n,
      ),
      lagDays: pick([null, -3, 0, 2.5], n),
      relation: pick(['original', 'copy', 'excerpt', 'unique', 'revision'] as const, n),
      dateVerdict: pick(['consistent', 'late', 'backdated', 'unknown'] as const, n),
      claimedDate: pick(
        [
          null,
          { raw: 'April 2025', iso: '2025-04', precision: 'month' as const, zone: null },
          { raw: 'x', iso: '2025-04-16T12:47:42+08:00', precision: 'second' as const, zone: '+08:00' },
          { raw: 'y', iso: null, precision: 'day' as const, zone: null },
        ],
        n,
      ),
      firstSeenAt: `${day}T${String(n % 24).padStart(2, '0')}:00:00.000Z`,
      storyId: `s${n % 17}`,
    });
  });
  const spoken = languages.map(([language, body], n) =>
    article(`spoken-${n}`, {
      site: n % 2 === 0 ? 'tower.example' : 'news.example:8080',
      title: body.split(/[.。]/)[0] ?? null,
      body,
      paragraphs: [body],
      authors: n % 3 === 0 ? ['Zoë Harbour'] : [],
      language,
      firstSeenAt: `2026-02-${String(n + 1).padStart(2, '0')}T12:34:56.789Z`,
      storyId: `t${n % 5}`,
      relation: n % 5 === 0 ? 'original' : 'copy',
      dateVerdict: n % 2 === 0 ? 'late' : 'backdated',
      lagDays: n * 3 - 10,
      views: n * 100,
    }),
  );
  const filler = Array.from({ length: 60 }, () => 'wind').join(' ');
  return [
    ...made,
    ...spoken,
    article('in-title', { title: 'Lighthouse', body: `${filler}.` }),
    article('in-short-text', { title: 'Winds', body: 'A lighthouse stood there.' }),
    article('in-long-text', { title: 'Winds', body: `A lighthouse stood there. ${filler}.` }),
  ];
}

/** Any tree of queries over the words and values of these articles. */
export function anyQuery(articles: readonly Article[]): fc.Arbitrary<Query> {
  const word = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...vocabulary) },
    { weight: 1, arbitrary: fc.constantFrom('nowhere', '…', '발', '.*') },
  );
  const field = fc.constantFrom('any' as const, 'title' as const, 'body' as const, 'author' as const);
  const text = fc.oneof(
    word,
    fc.constantFrom(...pieces),
    fc.array(word, { minLength: 2, maxLength: 3 }).map((some) => some.join(' ')),
    fc.constantFrom('Marsh', 'ben reed', '小明', 'mar'),
  );
  const leaf: fc.Arbitrary<Query> = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        type: fc.constant('words' as const),
        field,
        text,
        prefix: fc.boolean(),
        phrase: fc.boolean(),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        type: fc.constant('near' as const),
        field,
        texts: fc.array(fc.oneof(word, fc.constantFrom('the harbour', '北京')), {
          minLength: 1,
          maxLength: 3,
        }),
        distance: fc.integer({ min: 0, max: 6 }),
      }),
    },
    {
      weight: 2,
      arbitrary: fc
        .constantFrom(...articles)
        .chain((one) =>
          fc.constantFrom<Query>(
            { type: 'value', field: 'site', value: one.site.toUpperCase() },
            { type: 'value', field: 'lang', value: one.language ?? 'xx' },
            { type: 'value', field: 'story', value: one.storyId },
            { type: 'value', field: 'relation', value: one.relation },
            { type: 'value', field: 'verdict', value: one.dateVerdict },
            { type: 'value', field: 'id', value: one.id },
            { type: 'value', field: 'url', value: one.url },
          ),
        ),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        type: fc.constant('number' as const),
        field: fc.constantFrom('reactions' as const, 'lag' as const, 'views' as const),
        op: fc.constantFrom('>' as const, '>=' as const, '<' as const, '<=' as const, '=' as const),
        value: fc.constantFrom(-3, 0, 2.5, 12, 4_000_000_000),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        type: fc.constant('time' as const),
        field: fc.constantFrom('claimed' as const, 'seen' as const),
        from: fc.constantFrom(null, '2025-04-16', '2026-01-02'),
        to: fc.constantFrom(null, '2025-05', '2026-01-03T05:00'),
      }),
    },
    { weight: 1, arbitrary: fc.constant<Query>({ type: 'everything' }) },
  );
  const tree = fc.letrec<{ query: Query }>((tie) => ({
    query: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      leaf,
      fc.record({ type: fc.constant('not' as const), part: tie('query') }),
      fc.record({
        type: fc.constantFrom('and' as const, 'or' as const),
        parts: fc.array(tie('query'), { maxLength: 3 }),
      }),
    ),
  }));
  return tree.query;
}
