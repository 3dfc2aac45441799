import type { ChangeEvent } from '../../src/model/change-event.ts';
import { apply, content, copyOf, emptyReplica, type Replica } from '../src/changes/replica.ts';

/** What was seen from outside, and what the store says at the end. */
export type Witnessed = {
  /** Addresses that the portals published, and what the store knows of each. */
  published: ReadonlyMap<string, string>;
  /** What a follower of the feed read, in the order in which it read it, over all faults. */
  read: readonly ChangeEvent[];
  /** The whole feed as the store holds it at the end. */
  log: readonly ChangeEvent[];
  articles: readonly { id: string; canonicalUrl: string }[];
  /** The store's content at the end; to be equal to what a follower has built. */
  state: Replica;
  /** Every message that reached a receiver of all changes, also those sent again. */
  delivered: readonly { messageId: string; seq: number }[];
  deadLetters: readonly string[];
  /** Jobs that were still open long after the last fault. */
  openJobs: number;
};

/**
 * Which promises were broken; empty: none.
 * Nothing acknowledged is lost, no address stands twice, a follower sees each change once and in order, a webhook
 * tells each change at least once under one id, and what the feed says is what the store holds.
 */
export function brokenPromises(seen: Witnessed): string[] {
  return [
    ...notStored(seen),
    ...standTwice(seen),
    ...readWrongly(seen),
    ...otherThanTheLog(seen),
    ...notTold(seen),
    ...seen.deadLetters.map((letter) => `dead letter: ${letter}`),
    ...(seen.openJobs > 0 ? [`never done: ${seen.openJobs} jobs`] : []),
  ];
}

function notStored({ published, articles, read, log }: Witnessed): string[] {
  const urls = new Set(articles.map(({ canonicalUrl }) => canonicalUrl));
  const ids = new Set(articles.map(({ id }) => id));
  const removed = new Set(log.filter(({ type }) => type === 'article.removed').map(({ id }) => id));
  const acknowledged = new Set(read.filter(({ type }) => type === 'article.created').map(({ id }) => id));
  return [
    ...[...acknowledged]
      .filter((id) => !ids.has(id) && !removed.has(id))
      .map((id) => `lost: ${id} was told in the feed, and the store does not have it`),
    ...[...published]
      .filter(([url]) => !urls.has(url))
      .map(([url, known]) => `never stored: ${url}, ${known}`),
  ];
}

function standTwice({ articles, log }: Witnessed): string[] {
  const created = log.filter(({ type }) => type === 'article.created').map(({ id }) => id);
  return [
    ...twice(articles.map(({ canonicalUrl }) => canonicalUrl)).map((url) => `double: ${url}`),
    ...twice(created).map((id) => `created twice in the feed: ${id}`),
  ];
}

function readWrongly({ read, log }: Witnessed): string[] {
  const broken: string[] = [];
  for (const [index, event] of read.entries()) {
    const inLog = log[index];
    if (event.seq !== index + 1) {
      broken.push(`a follower read change ${event.seq} where ${index + 1} was due`);
      break;
    }
    if (JSON.stringify(inLog) !== JSON.stringify(event))
      broken.push(`change ${event.seq} was read otherwise`);
  }
  if (read.length < log.length) broken.push(`a follower read ${read.length} of ${log.length} changes`);
  return broken;
}

function otherThanTheLog({ log, state }: Witnessed): string[] {
  const replica = copyOf(emptyReplica());
  for (const event of log) apply(replica, event);
  const [told, held] = [content(replica), content(state)];
  return (['articles', 'stories'] as const).flatMap((kind) => {
    const ids = new Set([...Object.keys(told[kind]), ...Object.keys(held[kind])]);
    return [...ids]
      .filter((id) => JSON.stringify(told[kind][id]) !== JSON.stringify(held[kind][id]))
      .map((id) => `${kind}: the feed and the store differ in ${id}`);
  });
}

function notTold({ log, delivered }: Witnessed): string[] {
  const idsBySeq = Map.groupBy(delivered, ({ seq }) => seq);
  return log.flatMap(({ seq, type }) => {
    const ids = new Set(idsBySeq.get(seq)?.map(({ messageId }) => messageId));
    if (ids.size === 0) return [`no webhook told change ${seq} (${type})`];
    return ids.size > 1 ? [`change ${seq} was told under ${ids.size} ids`] : [];
  });
}

function twice(values: readonly string[]): string[] {
  const known = new Set<string>();
  return values.filter((value) => known.size === known.add(value).size);
}
