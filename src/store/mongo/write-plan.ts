import { type AnyBulkWriteOperation, Binary, type ClientSession } from 'mongodb';
import type { Article } from '../../model/article.ts';
import type {
  ArticleDocument,
  Collections,
  FeedDocument,
  SketchDocument,
  StoryDocument,
} from './documents.ts';
import type { CommitPlan } from './plan-commit.ts';
import { searchDocument } from './search-document.ts';

/** Writes what was planned, and gives its events the next places of the feed. */
export async function writePlan(
  plan: CommitPlan,
  feed: FeedDocument,
  collections: Collections,
  session: ClientSession,
): Promise<{ firstSeq: number; lastSeq: number }> {
  const grown = await writeArticles(plan, collections, session);
  await writeSketches(plan, feed, collections, session);
  await writeRevisions(plan, collections, session);
  await writeStories(plan, collections, session);
  const events = plan.events.map((event, index) => ({ ...event, _id: feed.lastSeq + index + 1 }));
  if (events.length > 0) await collections.events.insertMany(events, { session });
  const lastSeq = feed.lastSeq + events.length;
  if (events.length > 0 || grown.articles > 0 || grown.terms !== 0) {
    await collections.feed.updateOne({ _id: 'feed' }, { $set: { lastSeq }, $inc: grown }, { session });
  }
  return { firstSeq: feed.lastSeq + 1, lastSeq };
}

async function writeArticles(
  { articles, state }: CommitPlan,
  collections: Collections,
  session: ClientSession,
): Promise<{ articles: number; terms: number }> {
  const grown = { articles: 0, terms: 0 };
  const rewritten = [...articles].filter(([, { isNew, textChanged }]) => textChanged && !isNew);
  const lengths = await lengthsOf(
    rewritten.map(([id]) => id),
    collections,
    session,
  );
  const operations: AnyBulkWriteOperation<ArticleDocument>[] = [];
  for (const [id, { isNew, textChanged }] of articles) {
    const article = state.articles.get(id);
    if (!article) continue;
    if (!textChanged) {
      operations.push({ updateOne: { filter: { _id: id }, update: { $set: withoutText(article) } } });
      continue;
    }
    const document = { ...article, search: searchDocument(article) };
    grown.articles += isNew ? 1 : 0;
    grown.terms += document.search.length - (lengths.get(id) ?? 0);
    operations.push({ replaceOne: { filter: { _id: id }, replacement: document, upsert: isNew } });
  }
  if (operations.length > 0) await collections.articles.bulkWrite(operations, { session });
  return grown;
}

/** What a visit without a new text may change; what is searched by words stays as it is in the index. */
function withoutText(article: Article): Record<string, unknown> {
  const { text: _text, terms: _terms, length: _length, ...fields } = searchDocument({ ...article, body: '' });
  const paths = Object.entries(fields).map(([name, value]) => [`search.${name}`, value]);
  return { ...article, ...Object.fromEntries(paths) };
}

async function lengthsOf(
  ids: readonly string[],
  { articles }: Collections,
  session: ClientSession,
): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const projection = { 'search.length': 1 };
  const found = await articles.find({ _id: { $in: [...ids] } }, { session, projection }).toArray();
  return new Map(found.map(({ _id, search }) => [_id, search.length]));
}

/** A new text gives a new sketch; an article that moved takes its sketch along. */
async function writeSketches(
  { articles, sketches, state }: CommitPlan,
  { lastSeq }: FeedDocument,
  collections: Collections,
  session: ClientSession,
): Promise<void> {
  const operations: AnyBulkWriteOperation<SketchDocument>[] = [];
  let place = lastSeq;
  for (const id of articles.keys()) {
    const article = state.articles.get(id);
    if (!article) continue;
    place += 1;
    const { storyId, site } = article;
    const sketch = sketches.get(id);
    const text = sketch
      ? { bands: [...new Set(sketch.bands)], sketch: new Binary(sketch.sketch), writtenAt: lastSeq + 1 }
      : {};
    operations.push({
      updateOne: {
        filter: { _id: id },
        update: { $set: { storyId, site, ...text }, ...(sketch ? { $setOnInsert: { place } } : {}) },
        upsert: sketch !== undefined,
      },
    });
  }
  if (operations.length > 0) await collections.sketches.bulkWrite(operations, { session });
}

async function writeRevisions(
  { revisions }: CommitPlan,
  collections: Collections,
  session: ClientSession,
): Promise<void> {
  if (revisions.length === 0) return;
  const operations = revisions.map((revision) => {
    const { articleId, ...kept } = revision;
    const filter = { _id: `${articleId} ${revision.revision}`, articleId };
    return { updateOne: { filter, update: { $setOnInsert: kept }, upsert: true } };
  });
  await collections.revisions.bulkWrite(operations, { session });
}

async function writeStories(
  { stories, state }: CommitPlan,
  collections: Collections,
  session: ClientSession,
): Promise<void> {
  const operations = [...stories].flatMap((id): AnyBulkWriteOperation<StoryDocument>[] => {
    const stored = state.stories.get(id);
    if (!stored) return [];
    const { story, version, mergedInto } = stored;
    const kept = {
      version,
      mergedInto,
      firstSeenAt: story.spread.firstSeenAt,
      memberCount: story.members.length,
    };
    return [{ replaceOne: { filter: { _id: id }, replacement: { ...story, ...kept }, upsert: true } }];
  });
  if (operations.length > 0) await collections.stories.bulkWrite(operations, { session });
}
