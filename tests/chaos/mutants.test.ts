import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** A build that is broken on purpose, and which broken promise has to give it away. */
type Mutant = {
  name: string;
  file: string;
  change: readonly (readonly [from: string, to: string])[];
  /** The faults that are to bring it to light. */
  fault: string;
  points: number;
  breach: RegExp;
};

const mutants: readonly Mutant[] = [
  {
    name: 'writes a batch without a transaction',
    file: 'src/store/sqlite/transaction.ts',
    change: [
      [`db.exec('BEGIN IMMEDIATE');`, ''],
      [`db.exec('COMMIT');`, ''],
    ],
    fault: 'every process is killed as soon as a commit can be seen',
    points: 1,
    breach: /the feed and the store differ|was due|lost:|no webhook told|never stored|never done/,
  },
  {
    name: 'names an article anew each time it is ingested',
    file: 'src/model/article-id.ts',
    change: [[`.update(canonicalUrl)`, `.update(canonicalUrl + Math.random())`]],
    fault: 'every process is killed in the midst of a commit',
    points: 2,
    breach: /double:|created twice/,
  },
  {
    name: 'gives a change its place in the feed before it is committed',
    file: 'src/store/sqlite/event-rows.ts',
    change: [
      [
        `  const before = lastSeq(sql);\n`,
        `  const before = early ?? lastSeq(sql);\n  early = before + events.length;\n`,
      ],
      [`export function lastSeq(`, `let early: number | undefined;\n\nexport function lastSeq(`],
    ],
    fault: 'two services work on one store',
    points: 3,
    breach: /dead letter:|was due|never stored/,
  },
];

const root = fileURLToPath(new URL('../..', import.meta.url));
const copied = [
  'bin',
  'crawlers',
  'parsers',
  'workers',
  'src',
  'tests',
  'samples',
  'package.json',
  'tsconfig.json',
  'vitest.config.ts',
];

/** Minutes of work: a build that is right is tested always, the broken ones by `CHAOS_MUTANTS=1 npm test -- tests/chaos`. */
describe.skipIf(process.env.CHAOS_MUTANTS !== '1')('a build is found out that', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'wellspring-mutant-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(mutants)(
    '$name',
    async ({ name, file, change, fault, points, breach }) => {
      const copy = join(folder, name.replaceAll(' ', '-'));
      for (const entry of copied) cpSync(join(root, entry), join(copy, entry), { recursive: true });
      symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
      let text = readFileSync(join(copy, file), 'utf8');
      for (const [from, to] of change) {
        expect(text, `${file} as the mutant knows it`).toContain(from);
        text = text.replace(from, to);
      }
      writeFileSync(join(copy, file), text);
      const { code, said } = await chaosOf(copy, fault, points);
      expect(code, said).not.toBe(0);
      expect(said).toMatch(breach);
    },
    400_000,
  );
});

async function chaosOf(
  folder: string,
  fault: string,
  points: number,
): Promise<{ code: number; said: string }> {
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const child = spawn(process.execPath, [vitest, 'run', 'tests/chaos/embedded-faults.test.ts', '-t', fault], {
    cwd: folder,
    env: { ...process.env, CHAOS_MUTANTS: '', CHAOS_POINTS: String(points) },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk;
    });
  }
  const [code] = await once(child, 'close');
  return { code, said };
}
