import type { Alert } from '../model/alert.ts';
import type { ApiKey } from '../model/api-key.ts';
import type { Article } from '../model/article.ts';
import type { AuditEntry } from '../model/audit-entry.ts';
import type { ChangeEvent } from '../model/change-event.ts';
import type { Drift, HeldPage } from '../model/drift.ts';
import type { HubSubscription } from '../model/hub-subscription.ts';
import type { Observation } from '../model/observation.ts';
import type { Removal } from '../model/removal.ts';
import type { Revision } from '../model/revision.ts';
import type { Run } from '../model/run.ts';
import type { SavedSearch } from '../model/saved-search.ts';
import type { Pause, ScheduleState } from '../model/schedule-state.ts';
import type { SiteWatch } from '../model/site-watch.ts';
import type { Story } from '../model/story.ts';
import type { StoryDecision } from '../model/story-decision.ts';
import type { UrlDecision, UrlRecord } from '../model/url-record.ts';
import type { Attempt, Delivery } from '../model/webhook.ts';
import type { KeptAnswer } from './answer-store.ts';
import type { StoredSketch } from './article-store.ts';
import type { SinkPlace } from './sink-store.ts';
import type { PlacedWebhook } from './webhook-store.ts';

/**
 * All that a store keeps, part by part, as any adapter can read or write it. `place` is the order among equals (of two
 * URLs the older is fetched first); it starts low, so that what is added later comes after.
 */
export type WholeStore = {
  articles: Article;
  sketches: StoredSketch & { place: number };
  revisions: Revision;
  observations: Observation;
  stories: { story: Story; version: number; mergedInto: string | null };
  events: ChangeEvent;
  urls: { record: UrlRecord; history: UrlDecision[]; place: number };
  decisions: StoryDecision;
  searches: SavedSearch;
  keys: { key: ApiKey; hash: string };
  webhooks: PlacedWebhook;
  deliveries: { delivery: Delivery; attempts: Attempt[]; place: number };
  subscribers: HubSubscription;
  sinks: { name: string; place: SinkPlace };
  answers: { id: string; kept: KeptAnswer };
  alerts: Alert;
  pauses: Pause;
  schedules: ScheduleState;
  runs: Run;
  watches: { watch: SiteWatch; version: number };
  drifts: Drift;
  held: HeldPage;
  audit: { entry: AuditEntry; place: number };
  removals: Removal;
};
export type Part = keyof WholeStore;

/** In the order in which they are copied. */
export const PARTS = [
  ...(['articles', 'sketches', 'revisions', 'observations', 'stories', 'events', 'urls'] as const),
  ...(['decisions', 'searches', 'keys', 'webhooks', 'deliveries', 'subscribers', 'sinks'] as const),
  ...(['answers', 'alerts', 'pauses', 'schedules', 'runs', 'watches', 'drifts', 'held', 'audit'] as const),
  ...(['removals'] as const),
] satisfies readonly Part[];

/** A record with the key that reading goes on after. */
export type Keyed<P extends Part> = { key: string | number; record: WholeStore[P] };

/** Reads a store that nobody writes to meanwhile. */
export interface WholeReader {
  lastSeq: number;
  /** Records of each part. */
  counts: Readonly<Record<Part, number>>;
  /** By key; those behind `after`, where it is given. */
  records<P extends Part>(part: P, after: string | number | null): Iterable<Keyed<P>>;
}

/** Writes a store that nobody uses yet. A record that is written twice is there once. */
export interface WholeWriter {
  write<P extends Part>(part: P, records: readonly WholeStore[P][]): Promise<void>;
  count(part: Part): Promise<number>;
  /** What can only be told when all is there; from now on the store is one like any other. */
  finish(lastSeq: number): Promise<void>;
}
