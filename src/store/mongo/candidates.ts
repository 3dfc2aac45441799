import { Binary, type Document } from 'mongodb';
import { z } from 'zod';
import type { CandidateSketch, StoredSketch } from '../article-store.ts';
import type { Collections } from './documents.ts';

const Found = z.object({ _id: z.string() });

/** The earliest `perBand` articles of each band, each article once; all bands in one question. */
export async function candidateSketches(
  { sketches }: Collections,
  bands: readonly number[],
  perBand: number,
): Promise<CandidateSketch[]> {
  const [first, ...rest] = [...new Set(bands)].map((band): Document[] => [
    { $match: { bands: band } },
    { $sort: { place: 1 } },
    { $limit: perBand },
    { $project: { _id: 1 } },
  ]);
  if (!first) return [];
  const coll = sketches.collectionName;
  const rows = await sketches
    .aggregate([...first, ...rest.map((pipeline) => ({ $unionWith: { coll, pipeline } }))])
    .toArray();
  const ids = [...new Set(rows.map((row) => Found.parse(row)._id))];
  if (ids.length === 0) return [];
  const found = await sketches.find({ _id: { $in: ids } }, { projection: { bands: 0 } }).toArray();
  const byId = new Map(found.map((document) => [document._id, document]));
  return ids.flatMap((id) => {
    const document = byId.get(id);
    if (!document) return [];
    const { storyId, site, sketch } = document;
    return [{ articleId: id, storyId, site, sketch: bytesOf(sketch) }];
  });
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
