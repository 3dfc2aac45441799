import { conformanceCases } from './conformance-cases.ts';
import { conformanceKit, type KitOptions, UnreachableReceiverError } from './conformance-kit.ts';

export type ConformanceResult = {
  name: string;
  wants: string;
  passed: boolean;
  /** What it did instead; null where it passed. */
  found: string | null;
};

/** Plays every case against a consumer's endpoint, one after the other. */
export async function* playConformance(options: KitOptions): AsyncGenerator<ConformanceResult, void, void> {
  const kit = conformanceKit(options);
  for (const { name, wants, play } of conformanceCases) {
    const found = await play(kit).catch((error: unknown) => {
      if (error instanceof UnreachableReceiverError) return error.message;
      throw error;
    });
    yield { name, wants, passed: found === null, found };
  }
}
