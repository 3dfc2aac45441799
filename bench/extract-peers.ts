import { spawnSync } from 'node:child_process';
import type { Page } from '../src/model/page.ts';
import type { Labelled, Row, Scorer } from './extract-scorer.ts';

type Item = { set: string; row: Row; page: Page };

/**
 * Runs the peers that this machine has over the same pages and prints their figures; says which could not run.
 * trafilatura: the Python that WELLSPRING_PEER_PYTHON names. readability: `@mozilla/readability` and `jsdom`, where they
 * can be resolved; they are no dependencies of the project.
 */
export async function extractPeers(
  items: readonly Item[],
  sets: readonly { set: string; rows: readonly Row[] }[],
  scorer: Scorer,
): Promise<void> {
  const runs: [string, () => Promise<Map<string, Labelled> | string>][] = [
    ['trafilatura', async () => trafilatura(items)],
    ['readability', () => readability(items)],
  ];
  for (const [name, run] of runs) {
    const start = performance.now();
    const answers = await run();
    if (typeof answers === 'string') {
      console.log(`${name} did not run: ${answers}`);
      continue;
    }
    console.log(
      `${name}: ${((performance.now() - start) / items.length).toFixed(1)} ms a page, start-up included`,
    );
    for (const { set, rows } of sets) {
      const { figures } = scorer(set, rows, answers);
      console.log(name, set, {
        f1: figures.f1,
        title: figures.title,
        day: figures.day,
        authors: figures.authors,
      });
    }
  }
}

const script = `
import sys, json, base64, trafilatura
for line in sys.stdin:
    item = json.loads(line)
    doc = trafilatura.bare_extraction(base64.b64decode(item["html"]), url=item["url"], fast=True, with_metadata=True)
    got = doc.as_dict() if hasattr(doc, "as_dict") else (doc or {})
    print(json.dumps({"id": item["id"], "title": got.get("title"), "authors": got.get("author"), "publishedAt": got.get("date"), "body": got.get("text"), "language": got.get("language")}))
`;

function trafilatura(items: readonly Item[]): Map<string, Labelled> | string {
  const python = process.env.WELLSPRING_PEER_PYTHON;
  if (!python) return 'WELLSPRING_PEER_PYTHON names no Python that has it';
  const input = items
    .map(({ row, page }) =>
      JSON.stringify({ id: row.id, url: row.url, html: Buffer.from(page.body).toString('base64') }),
    )
    .join('\n');
  const run = spawnSync(python, ['-c', script], { input, encoding: 'utf8', maxBuffer: 1 << 30 });
  if (run.status !== 0) return run.stderr?.slice(-300) || String(run.error);
  return new Map(
    run.stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => {
        const answer: Labelled = JSON.parse(line);
        return [answer.id, answer];
      }),
  );
}

async function readability(items: readonly Item[]): Promise<Map<string, Labelled> | string> {
  try {
    // Named at run time: the project does not depend on them.
    const [names, dom] = ['@mozilla/readability', 'jsdom'];
    const { Readability } = await import(names);
    const { JSDOM } = await import(dom);
    const answers = new Map<string, Labelled>();
    for (const { row, page } of items) {
      const { window } = new JSDOM(new TextDecoder().decode(page.body), { url: row.url });
      const read = new Readability(window.document).parse();
      answers.set(row.id, {
        id: row.id,
        title: read?.title,
        authors: read?.byline,
        publishedAt: read?.publishedTime,
        body: read?.textContent,
        language: read?.lang,
      });
      window.close();
    }
    return answers;
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  }
}
