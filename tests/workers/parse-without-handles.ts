import { closeSync, openSync } from 'node:fs';
import { failureClass } from '../../src/queue/failure-class.ts';
import { openParsePool } from '../../workers/parse-pool.ts';

// A process of its own, since it takes all file handles that there are: tells what becomes of a page meanwhile, and after.
const { parse, close } = openParsePool({ threads: 1, timeoutMs: 10_000, memoryMb: 256, sites: [] });
const url = 'https://a.example/1';
const read = () =>
  parse({
    ...{ url, finalUrl: url, fetchedAt: '2026-01-01T00:00:00.000Z', status: 200, via: 'http' },
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: new Uint8Array(Buffer.from('<h1>A title</h1><p>Some text.</p>')),
    digest: `sha256:${'0'.repeat(64)}`,
  }).then(
    ({ title }) => title,
    (error: unknown) => failureClass(error),
  );

const taken: number[] = [];
try {
  for (;;) taken.push(openSync('/dev/null', 'r'));
} catch {
  // That was the last.
}
const without = await read();
for (const handle of taken) closeSync(handle);
const after = await read();
await close();
process.stdout.write(JSON.stringify({ without, after }));
