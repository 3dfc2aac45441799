import { type AnyBulkWriteOperation, Binary, type Document } from 'mongodb';
import { pairKey } from '../story-decision-store.ts';
import type { Part, WholeStore, WholeWriter } from '../whole-store.ts';
import type { Connection } from './connect.ts';
import { collectionsOf } from './documents.ts';
import { observationDocument } from './observation-documents.ts';
import { patiently } from './patience.ts';
import { searchDocument } from './search-document.ts';
import { addWords } from './vocabulary.ts';
import { wellFormed } from './well-formed.ts';

type Whole = Document & { _id: string | number };
type Target<T> = {
  collection: string;
  /** The field that a sharded collection is spread by, where it is not the id. */
  spreadBy?: string;
  document(record: T): Whole;
};

const keyed = <T extends object>(collection: string, id: (record: T) => string): Target<T> => ({
  collection,
  document: (record) => ({ ...record, _id: id(record) }),
});

/** Each part as its own adapter writes it. */
const targets: { [P in Part]: Target<WholeStore[P]> } = {
  articles: {
    collection: 'articles',
    document: (article) => ({ ...article, search: searchDocument(article), _id: article.id }),
  },
  sketches: {
    collection: 'sketches',
    document: ({ articleId, bands, sketch, ...rest }) => ({
      ...rest,
      ...{ _id: articleId, bands: [...new Set(bands)], sketch: new Binary(sketch), writtenAt: 0 },
    }),
  },
  revisions: {
    ...keyed('revisions', ({ articleId, revision }) => `${articleId} ${revision}`),
    spreadBy: 'articleId',
  },
  observations: { collection: 'observations', spreadBy: 'articleId', document: observationDocument },
  stories: {
    collection: 'stories',
    document: ({ story, version, mergedInto }) => ({
      ...story,
      ...{ _id: story.id, version, mergedInto },
      ...{ firstSeenAt: story.spread.firstSeenAt, memberCount: story.members.length },
    }),
  },
  events: { collection: 'events', document: ({ seq, ...event }) => ({ ...event, _id: seq }) },
  urls: {
    collection: 'urls',
    document: ({ record, history, place }) => ({ ...record, _id: record.url, history, place }),
  },
  decisions: keyed('decisions', pairKey),
  searches: keyed('savedSearches', ({ name }) => name),
  keys: { collection: 'apiKeys', document: ({ key, hash }) => ({ ...key, hash, _id: key.id }) },
  webhooks: keyed('webhooks', ({ id }) => id),
  deliveries: {
    collection: 'deliveries',
    document: ({ delivery: { dueAt, ...delivery }, attempts, place }) => {
      const { request: _, ...last } = attempts.at(-1) ?? { request: null };
      return {
        ...delivery,
        ...{ _id: delivery.id, place, dueAtMs: Date.parse(dueAt) },
        last: attempts.length === 0 ? null : last,
      };
    },
  },
  subscribers: keyed('hubSubscriptions', ({ id }) => id),
  sinks: { collection: 'sinks', document: ({ name, place }) => ({ ...place, _id: name }) },
  answers: { collection: 'keptAnswers', document: ({ id, kept }) => ({ ...kept, _id: id }) },
  alerts: keyed('alerts', ({ id }) => id),
  pauses: keyed('pauses', ({ site }) => site ?? ''),
  schedules: keyed('scheduleStates', ({ id }) => id),
  runs: keyed('runs', ({ id }) => id),
  watches: {
    collection: 'siteWatches',
    document: ({ watch, version }) => ({ _id: watch.site, version, json: JSON.stringify(watch) }),
  },
  drifts: keyed('drifts', ({ id }) => id),
  held: keyed('heldPages', ({ url }) => url),
  audit: {
    collection: 'audit',
    document: ({ entry, place }) => ({ ...entry, place, _id: `copied-${place}` }),
  },
  removals: keyed('removals', ({ id }) => id),
};

/** All of a store in MongoDB, whose database has its schema and is used by nobody yet. */
export function wholeMongo({ db }: Connection): WholeWriter {
  const collections = collectionsOf(db);
  const put = async (name: string, documents: readonly Whole[], spreadBy?: string) => {
    if (documents.length === 0) return;
    const operations = documents.map((document): AnyBulkWriteOperation<Whole> => {
      const { _id, ...replacement } = wellFormed(document);
      const filter = { _id, ...(spreadBy === undefined ? {} : { [spreadBy]: document[spreadBy] }) };
      return { replaceOne: { filter, replacement, upsert: true } };
    });
    await patiently(() => db.collection<Whole>(name).bulkWrite(operations, { ordered: false }));
  };
  return {
    async write(part, records) {
      const { collection, document, spreadBy } = targets[part];
      if (part === 'articles') {
        const articles = records as readonly WholeStore['articles'][];
        await patiently(() => addWords(collections, articles.map(wellFormed)));
      }
      if (part === 'deliveries') {
        const deliveries = records as readonly WholeStore['deliveries'][];
        await put('attempts', deliveries.flatMap(attemptDocuments), 'deliveryId');
      }
      await put(collection, records.map(document), spreadBy);
    },
    count: (part) => patiently(() => db.collection(targets[part].collection).countDocuments()),
    async finish(lastSeq) {
      const { articles, feed } = collections;
      const [sums] = await patiently(() =>
        articles
          .aggregate([{ $group: { _id: null, articles: { $sum: 1 }, terms: { $sum: '$search.length' } } }])
          .toArray(),
      );
      const grown = { articles: sums?.articles ?? 0, terms: sums?.terms ?? 0 };
      await patiently(() =>
        feed.updateOne({ _id: 'feed' }, { $set: { lastSeq, ...grown } }, { upsert: true }),
      );
    },
  };
}

function attemptDocuments({ delivery, attempts }: WholeStore['deliveries']) {
  const { id: deliveryId, webhookId } = delivery;
  return attempts.map((attempt) => ({
    ...attempt,
    ...{ _id: `${deliveryId} ${attempt.number}`, deliveryId, webhookId },
  }));
}
