import { openSqliteStore } from '../../../src/store/sqlite/open-sqlite-store.ts';
import { stepTime, type WriterStep, writeStep } from './feed-writer.ts';

// A process that writes without end and says what it was promised, until it is killed.
const [file = '', seed = '1'] = process.argv.slice(2);
const store = await openSqliteStore({ file });

let state = Number(seed) >>> 0;
/** mulberry32: small, and the same everywhere. */
function random(below: number): number {
  state = (state + 0x6d2b79f5) >>> 0;
  let t = state;
  t = Math.imul(t ^ (t >>> 15), t | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) % below;
}

function nextStep(): WriterStep {
  const article = random(12);
  const story = random(5);
  switch (random(8)) {
    case 0:
      return { do: 'remove', article };
    case 1:
      return { do: 'merge', from: story, into: random(5) };
    case 2:
      return { do: 'move', article, story };
    case 3:
      return { do: 'author', article, author: random(3) };
    default:
      return { do: 'write', article, story, text: random(4), views: random(9) };
  }
}

for (let n = 0; ; n += 1) {
  const promised = await writeStep(store, nextStep(), stepTime(n));
  if (promised !== null) process.stdout.write(`${promised}\n`);
  await new Promise((resolve) => setImmediate(resolve));
}
