import type { ClientSession } from 'mongodb';
import { z } from 'zod';
import { Observation } from '../../model/observation.ts';
import { LIST_BLOCKS, listedTargets, listTarget, type Placement } from '../list-target.ts';
import type { Collections, ObservationDocument } from './documents.ts';

type Observations = Collections['observations'];

/** Keeps visits, each with the addresses that its lists had; the same visit once more changes nothing. */
export async function writeObservations(
  observations: Observations,
  visits: readonly Observation[],
  session: ClientSession,
): Promise<void> {
  if (visits.length === 0) return;
  const operations = visits.map((visit) => {
    const { _id, ...replacement } = observationDocument(visit);
    // With the article, which a sharded cluster spreads them by.
    return { replaceOne: { filter: { _id, articleId: visit.articleId }, replacement, upsert: true } };
  });
  await observations.bulkWrite(operations, { session });
}

export function observationDocument(visit: Observation): ObservationDocument {
  const targets = [...new Set(listedTargets(visit).map(({ target }) => target))];
  return { ...visit, targets, _id: `${visit.articleId} ${visit.at}` };
}

const Listing = z.object({ at: z.string(), lists: Observation.shape.lists });

/** The newest `limit` placements of these addresses, in order of time. */
export async function placementDocuments(
  observations: Observations,
  urls: readonly string[],
  limit: number,
): Promise<Placement[]> {
  const wanted = new Set(urls.map(listTarget));
  const found = observations
    .find({ targets: { $in: [...wanted] } })
    .project({ at: 1, lists: 1 })
    .sort({ at: -1 });
  const placements = new Map<string, Placement>();
  for await (const document of found) {
    const { at, lists } = Listing.parse(document);
    const listed = listedTargets({ lists }).filter(({ target }) => wanted.has(target));
    // One page counts once a kind of list, by whichever of the addresses.
    for (const block of LIST_BLOCKS) {
      const positions = listed.filter((one) => one.block === block).map(({ position }) => position);
      if (positions.length === 0) continue;
      const known = placements.get(`${at} ${block}`);
      if (!known && placements.size >= limit + LIST_BLOCKS.length) return newest(placements, limit);
      placements.set(`${at} ${block}`, {
        ...{ at, block },
        position: Math.min(known?.position ?? Number.POSITIVE_INFINITY, ...positions),
        pages: (known?.pages ?? 0) + 1,
      });
    }
  }
  return newest(placements, limit);
}

function newest(placements: ReadonlyMap<string, Placement>, limit: number): Placement[] {
  const place = ({ block }: Placement) => LIST_BLOCKS.indexOf(block);
  return [...placements.values()]
    .sort((a, b) => (a.at === b.at ? place(b) - place(a) : a.at < b.at ? 1 : -1))
    .slice(0, limit)
    .reverse();
}
