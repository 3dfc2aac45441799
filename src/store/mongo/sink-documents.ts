import type { Collection } from 'mongodb';
import type { SinkPlace, SinkStore } from '../sink-store.ts';
import { inserted } from './duplicate-key.ts';
import { patiently } from './patience.ts';

export type SinkDocument = SinkPlace & { _id: string };

export function sinkDocuments(sinks: Collection<SinkDocument>): SinkStore {
  return {
    sinkPlace: (name) =>
      patiently(async () => {
        const found = await sinks.findOne({ _id: name });
        return found && { seq: found.seq, planned: found.planned };
      }),
    moveSink: (name, from, to) =>
      patiently(async () => {
        if (from) return (await sinks.updateOne({ _id: name, ...from }, { $set: to })).matchedCount > 0;
        return inserted(() => sinks.insertOne({ _id: name, ...to }));
      }),
  };
}
