import { Binary, type Document } from 'mongodb';
import { z } from 'zod';
import type { CandidateSketch, StoredSketch } from '../article-store.ts';
import type { Collections, SketchDocument } from './documents.ts';

const Found = z.object({ _id: z.string() });
/** Texts that share a band with a new one are few. Past so many times `perBand` they are asked for band by band. */
const mostAtOnce = 4;

/** The earliest `perBand` articles of each band, each article once. */
export async function candidateSketches(
  { sketches }: Collections,
  bands: readonly number[],
  perBand: number,
): Promise<CandidateSketch[]> {
  const wanted = [...new Set(bands)];
  if (wanted.length === 0) return [];
  const most = mostAtOnce * perBand;
  const sharing = await sketches
    .find({ bands: { $in: wanted } })
    .limit(most + 1)
    .batchSize(most + 2)
    .toArray();
  const found =
    sharing.length <= most
      ? earliestOfBands(sharing, wanted, perBand)
      : await earliestInStore(sketches, wanted, perBand);
  return found.map(({ _id, storyId, site, sketch }) => ({
    ...{ articleId: _id, storyId, site },
    sketch: bytesOf(sketch),
  }));
}

function earliestOfBands(
  sharing: readonly SketchDocument[],
  bands: readonly number[],
  perBand: number,
): SketchDocument[] {
  const byAge = sharing.toSorted((a, b) => a.place - b.place);
  const earliest = bands.flatMap((band) =>
    byAge.filter((document) => document.bands.includes(band)).slice(0, perBand),
  );
  return [...new Set(earliest)];
}

/** All bands in one question: of a text that stands on thousands of sites only the earliest are read. */
async function earliestInStore(
  sketches: Collections['sketches'],
  bands: readonly number[],
  perBand: number,
): Promise<SketchDocument[]> {
  const [first, ...rest] = bands.map((band): Document[] => [
    { $match: { bands: band } },
    { $sort: { place: 1 } },
    { $limit: perBand },
    { $project: { _id: 1 } },
  ]);
  const coll = sketches.collectionName;
  const rows = await sketches
    .aggregate([...(first ?? []), ...rest.map((pipeline) => ({ $unionWith: { coll, pipeline } }))])
    .toArray();
  const ids = [...new Set(rows.map((row) => Found.parse(row)._id))];
  const found = await sketches.find({ _id: { $in: ids } }).toArray();
  const byId = new Map(found.map((document) => [document._id, document]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

export async function articleSketch(
  { sketches }: Collections,
  articleId: string,
): Promise<Pick<StoredSketch, 'bands' | 'sketch'> | null> {
  const found = await sketches.findOne({ _id: articleId });
  return found && { bands: [...found.bands], sketch: bytesOf(found.sketch) };
}

/** Sketches of texts that stay; an article that is gone has none. */
export async function replaceSketches(
  { sketches }: Collections,
  wanted: readonly Pick<StoredSketch, 'articleId' | 'bands' | 'sketch'>[],
): Promise<void> {
  if (wanted.length === 0) return;
  await sketches.bulkWrite(
    wanted.map(({ articleId, bands, sketch }) => ({
      updateOne: {
        filter: { _id: articleId },
        update: { $set: { bands: [...new Set(bands)], sketch: new Binary(sketch) } },
      },
    })),
  );
}

/** The driver gives a Buffer over memory that it shares with other values. */
function bytesOf(value: unknown): Uint8Array {
  return new Uint8Array(z.instanceof(Uint8Array).parse(value));
}
