import { type Collection, MongoServerError } from 'mongodb';
import type { SinkPlace, SinkStore } from '../sink-store.ts';
import { patiently } from './patience.ts';

export type SinkDocument = SinkPlace & { _id: string };

const duplicateKey = 11_000;

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
        try {
          await sinks.insertOne({ _id: name, ...to });
          return true;
        } catch (error) {
          if (error instanceof MongoServerError && error.code === duplicateKey) return false;
          throw error;
        }
      }),
  };
}
