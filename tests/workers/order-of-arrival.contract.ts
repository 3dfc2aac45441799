import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { articleId } from '../../src/model/article-id.ts';
import type { ArticleStore } from '../../src/store/article-store.ts';
import { ingestVisits, type Visit } from './ingest-visits.ts';

type Place = { open(): Promise<ArticleStore>; clear(): Promise<void> };

const at = '2026-01-01T00:00:00.000Z';

const clock = [
  'The harbour board of Ellery Point voted on Thursday to rebuild the old tide clock, which stopped nine years ago after a storm.',
  'Volunteers found the drawings in a chest beneath the pilot house and spent fourteen months making the missing wheels by hand.',
  'Nobody could say what one of the gears was for until the clock was put together again and refused to strike without it.',
  'The council had set aside 38,000 crowns for the work, and a bake sale on the quay brought in the other 4,150.',
];
const ferry = [
  'A ferry line between the two islands will carry bicycles free of charge from the first of May until late autumn.',
  'Its owner Jonna Vik said that the deck had been half empty for years, and that an empty deck earns nothing at all.',
  'Passengers with more than six bicycles are asked to call the pier one day before, so that hooks can be put up.',
];
const chinese = [
  '灯塔守护者周一同意在冬季之前更换北方海岸全部十一座灯塔的灯具，结束了持续六年的争论。',
  '港务局表示，新灯具的耗电量仅为原来的十分之一，在十八海里之外仍然可以看到灯光。',
  '春季的一场洪水损坏了其中两座灯塔，维修费用将由另外设立的基金承担，预计十一月底完工。',
];
const forecast = (town: string, low: number, high: number) => [
  `The weather in ${town} today: clouds in the morning, sun in the afternoon, with a light wind from the west.`,
  `Temperatures lie between ${low} and ${high} degrees, and the chance of rain is ${low + high} per cent.`,
  `Tomorrow the wind in ${town} turns to the north, and ${high - 2} degrees are expected at noon.`,
];
const page = (site: string, title: string, paragraphs: readonly string[]): Visit => ({
  url: `https://${site}.example/${createHash('sha256').update(title).digest('hex').slice(0, 8)}.html`,
  title,
  paragraphs,
});
const branded = (paragraphs: readonly string[]) =>
  paragraphs.map((line) => line.replace('chest', 'chEchoSenseest').replace(/, /g, ' EchoSense, '));

/** Texts of each address in the order of its visits; those that differ by order of arrival are one address each. */
const addresses: readonly (readonly Visit[])[] = [
  [page('courier', 'Tide clock strikes again', clock)],
  [page('ledger', 'Tide clock strikes again - Ledger', branded(clock))],
  [page('hub', 'Old tide clock is rebuilt', clock.slice(0, 3))],
  [page('review', 'Ferry takes bicycles for nothing', ferry)],
  [page('valley', 'Ferry takes bicycles', ferry.slice(0, 2))],
  [page('beacon', '北方灯塔将换新灯', chinese)],
  [page('mirror', '北方灯塔将换新灯_镜报', chinese.slice(0, 2))],
  [page('wetter', 'Weather in Ellery', forecast('Ellery', 4, 11))],
  [page('wetter', 'Weather in Marholm', forecast('Marholm', 7, 15))],
  // Holds two stories together at first; then tells one of them, or something else.
  [
    page('bridge', 'Tide clock and ferry', [...clock, ...ferry]),
    { ...page('bridge', 'Tide clock and ferry', clock), title: 'Tide clock strikes again' },
  ],
  [
    page('turncoat', 'Tide clock strikes again', clock),
    { ...page('turncoat', 'Tide clock strikes again', chinese), title: '北方灯塔将换新灯' },
  ],
];

/** A shuffle that a number names, so that a failure can be repeated. */
function shuffled<T>(items: readonly T[], seed: number): T[] {
  const order = items.map((item, i) => ({
    item,
    key: createHash('sha256').update(`${seed} ${i}`).digest('hex'),
  }));
  return order.toSorted((a, b) => (a.key < b.key ? -1 : 1)).map(({ item }) => item);
}

/** Visits of all addresses in a random order that leaves those of each address in theirs. */
function arrivals(seed: number): Visit[] {
  const turns = shuffled(
    addresses.flatMap((visits, address) => visits.map(() => address)),
    seed,
  );
  const places = addresses.map(() => 0);
  return turns.flatMap((address) => {
    const visit = addresses[address]?.[places[address] ?? 0];
    places[address] = (places[address] ?? 0) + 1;
    return visit ? [visit] : [];
  });
}

/** Who stands together at the end, whatever the stories are called. */
async function clusters(store: ArticleStore): Promise<string[]> {
  const firsts = addresses.flatMap(([first]) => (first ? [first] : []));
  const articles = await Promise.all(firsts.map(({ url }) => store.article(articleId(url))));
  const byStory = Map.groupBy(firsts.keys(), (place) => articles[place]?.storyId ?? 'none');
  const nameOf = ({ url, title }: Visit) => new URL(url).host + (title.at(-1) ?? '');
  const stories = await Promise.all([...byStory.keys()].map((id) => store.story(id)));
  // The store's own list of the members says the same.
  expect(stories.map((story) => story?.members.length)).toEqual(
    [...byStory.values()].map(({ length }) => length),
  );
  return [...byStory.values()]
    .map((places) =>
      firsts
        .filter((_, place) => places.includes(place))
        .map(nameOf)
        .toSorted()
        .join(' '),
    )
    .toSorted();
}

/** Articles may come in any order, in batches of any size: the stories are the same. */
export function orderOfArrivalContract(adapter: string, make: () => Promise<Place>): void {
  describe(`the order of arrival (${adapter})`, () => {
    let place: Place;
    let store: ArticleStore;
    beforeAll(async () => {
      place = await make();
      store = await place.open();
    });
    afterAll(async () => {
      await store.close();
      await place.clear();
    });

    // One store for all of them, and stretches of 25, since a server under load takes some seconds for each.
    const stretches = [1, 26, 51, 76].map((from) => Array.from({ length: 25 }, (_, n) => from + n));
    it.each(stretches)(
      'makes no difference to who belongs together: 25 random orders from %i on',
      { timeout: 300_000 },
      async (...seeds) => {
        const found = new Set<string>();
        for (const seed of seeds) {
          let atMs = Date.parse(at);
          const batch: Visit[] = [];
          for (const [i, visit] of arrivals(seed).entries()) {
            const split = (seed * 7 + i * 3) % 4 === 0 || batch.some(({ url }) => url === visit.url);
            atMs += 60_000;
            if (split) await ingestVisits(batch.splice(0), atMs, store);
            batch.push(visit);
          }
          await ingestVisits(batch, atMs + 60_000, store);
          found.add((await clusters(store)).join('\n'));
          // What an order leaves behind (ended stories, empty ones) must not lead the next one astray either.
          for (const [first] of addresses) await store.remove(articleId(first?.url ?? ''), 'next order', at);
        }
        expect([...found]).toEqual([
          [
            'beacon.example灯 mirror.example报 turncoat.examplen',
            'bridge.exampley courier.examplen hub.examplet ledger.exampler',
            'review.exampleg valley.examples',
            'wetter.examplem',
            'wetter.exampley',
          ].join('\n'),
        ]);
      },
    );
  });
}
