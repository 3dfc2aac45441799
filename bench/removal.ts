import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openWarcArchive } from '../src/archive/warc/open-warc-archive.ts';
import { pageDigest } from '../src/model/page-digest.ts';

// What a removal costs before the first page goes: an archive is looked through by the heads of its records, and, to
// compare, read whole. CPU time a page.  node bench/removal.ts [--pages 6000]

const { values } = parseArgs({ options: { pages: { type: 'string', default: '6000' } } });
const pages = Number(values.pages);
const atOnce = 50;
const html = readFileSync(new URL('../samples/pages/sample-assetlink.html', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'wellspring-removal-bench-'));
const archive = await openWarcArchive({ folder });

async function append(n: number): Promise<void> {
  const url = `https://portal.example/news/${n}.html`;
  const body = Buffer.concat([html, Buffer.from(String(n))]);
  const page = { url, finalUrl: url, fetchedAt: new Date().toISOString(), status: 200, headers: {}, body };
  await archive.append(
    { ...page, via: 'http', digest: pageDigest(body) },
    { method: 'GET', url, headers: {} },
  );
}

async function measured(what: string, work: () => Promise<number>): Promise<void> {
  const before = process.cpuUsage();
  const count = await work();
  const { user, system } = process.cpuUsage(before);
  process.stdout.write(`${what}: ${count} pages, ${((user + system) / count).toFixed(0)} µs of CPU a page\n`);
}

try {
  for (let n = 0; n < pages; n += atOnce)
    await Promise.all(Array.from({ length: Math.min(atOnce, pages - n) }, (_, i) => append(n + i)));
  for (let round = 0; round < 3; round += 1)
    await measured('heads', async () => {
      let count = 0;
      const nothing = () => {
        count += 1;
        return false;
      };
      for await (const snapshot of archive.places(nothing)) throw new Error(`unwanted: ${snapshot.file}`);
      return count;
    });
  await measured('whole', async () => {
    let count = 0;
    for await (const { page } of archive.pages()) count += page.status === 200 ? 1 : 0;
    return count;
  });
} finally {
  await archive.close();
  rmSync(folder, { recursive: true, force: true });
}
