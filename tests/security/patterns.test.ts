import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createContext, Script } from 'node:vm';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

type Pattern = { file: string; pattern: RegExp };

/** A regular expression where a value may stand: not a division, not a path in a text. */
const literal =
  /(?<=(?:^|[=(,:!&|?[{;]|\breturn|=>)\s*)\/((?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)\/([dgimsuvy]*)(?=\s*[.,;)\]}:\n])/gm;

function patterns(): Pattern[] {
  return ['src', 'crawlers', 'parsers', 'workers'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .flatMap((name) => {
        const text = readFileSync(join(root, folder, name), 'utf8');
        return [...text.matchAll(literal)].flatMap(([, source = '', flags = '']) => {
          try {
            return [{ file: join(folder, name), pattern: new RegExp(source, flags) }];
          } catch {
            // Not a pattern after all.
            return [];
          }
        });
      }),
  );
}

/** Runs of what patterns repeat, each with an end that makes a match fail where it seemed to come. */
function attacks(): string[] {
  const repeated = [
    ...' \t\n-–.,:;|/\\_·•»<>()[]{}"\'’=+&%@#*!?aAzé01９中あ가я\u3000\u00a0',
    ...[
      '- ',
      '--',
      'a ',
      'a-',
      'a.',
      'a,',
      'a@',
      'Aa ',
      'A.',
      'a\n',
      '1.',
      '1,',
      '1 ',
      '1:',
      '1-',
      ' |',
      ' -',
      '< ',
      '<a',
      '\\"',
      '/a',
      'a/',
      '. ',
      '中,',
      '「」',
    ],
  ];
  return repeated.flatMap((piece) => {
    const run = piece.repeat(Math.ceil(400 / piece.length));
    return [`${run}\u0001`, `a${run}\u0001`, `"${run}`, `(${run}a\u0001`, `by ${run}\u0001`];
  });
}

describe('every pattern of the source', () => {
  const all = patterns();

  it('is found: there are some hundred', () => expect(all.length).toBeGreaterThan(400));

  it('gives up on a hostile text of 400 characters without trying every way to read it', () => {
    const texts = attacks();
    const slow: string[] = [];
    for (const { file, pattern } of all) {
      // A pattern that tries every way needs longer than the world is old; the limit only has to be above any other.
      const script = new Script('for (const text of texts) { pattern.lastIndex = 0; pattern.exec(text); }');
      try {
        script.runInContext(createContext({ pattern, texts }), { timeout: 4_000 });
      } catch {
        slow.push(`${file}: ${pattern.source.slice(0, 100)}`);
      }
    }
    expect(slow).toEqual([]);
  });
});
