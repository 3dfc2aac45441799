import type { Db, Document, OptionalUnlessRequiredId } from 'mongodb';
import { migrations } from '../../../../src/store/mongo/migrations.ts';

/** The step that gave articles the terms of today; those of before had fewer, in another order. */
const terms = 5;
/** The step that keeps where an article stood in lists with each visit. */
const placements = 6;
/** The step that keeps histories and rhythms of URLs. */
const visits = 2;

/** Makes an empty database one of an older version, with the documents of one of today in the shape of that version. */
export async function olderDatabase(db: Db, version: number, today: Db): Promise<void> {
  for (const step of migrations.slice(0, version)) await step(db);
  await db.collection<{ _id: string }>('schema').insertOne({ _id: 'schema', version } as { _id: string });
  const names = (await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name);
  // Made when it is first written to, in every version.
  for (const name of [...names.filter((one) => one !== 'schema'), 'decisions']) {
    const documents = await today.collection(name).find().toArray();
    await db.collection(name).deleteMany({});
    if (documents.length > 0)
      await db
        .collection(name)
        .insertMany(
          documents.map((one) => inShape(name, one, version)) as OptionalUnlessRequiredId<Document>[],
        );
  }
}

function inShape(name: string, document: Document, version: number): Document {
  const { search, targets, history, rhythm, ...rest } = document;
  if (name === 'articles' && version < terms) return { ...rest, search: { ...search, terms: ['Told'] } };
  if (name === 'observations' && version < placements) return rest;
  if (name === 'urls' && version < visits) return rest;
  return document;
}
