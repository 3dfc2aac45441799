import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** One line of NDJSON as it came, with its number from 1; blank lines are passed over. */
export type NdjsonLine = { number: number } & ({ value: unknown } | { problem: string });

export async function* ndjsonLines(input: Readable): AsyncGenerator<NdjsonLine, void, void> {
  let number = 0;
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    if (line.trim() === '') continue;
    try {
      yield { number, value: JSON.parse(line) };
    } catch (error) {
      yield { number, problem: error instanceof Error ? error.message : String(error) };
    }
  }
}
