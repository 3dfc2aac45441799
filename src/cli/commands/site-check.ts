import { z } from 'zod';
import { openParsePool } from '../../../workers/parse-pool.ts';
import { compareExample, type FieldCheck } from '../../sites/compare-example.ts';
import { findSite, listSites, readExamples, type SiteExample } from '../../sites/site-folder.ts';
import { UnknownSiteError } from '../../sites/site-named.ts';
import { command } from '../command.ts';
import { type Io, writeLine } from '../io.ts';
import { shortened } from '../printable.ts';
import { table } from '../table.ts';

type ExampleCheck = { slug: string; url: string; problem: string | null; fields: FieldCheck[] };

export const siteCheck = (sitesFolder: () => string) =>
  command({
    usage: 'site check <name>',
    summary:
      "runs a site's examples: each field right or wrong, with what was found; exit code 1 on a difference",
    flags: [['--json', 'one JSON object an example']],
    input: z.object({ name: z.string(), json: z.boolean().default(false) }),
    async run({ name, json }, io) {
      const found = findSite(sitesFolder(), name);
      if (!found)
        throw new UnknownSiteError(
          name,
          listSites(sitesFolder()).map(({ site }) => site.name),
        );
      const examples = readExamples(found.folder);
      const pool = openParsePool({ threads: 1, timeoutMs: 3_000, memoryMb: 256, sites: [found.site] });
      try {
        const checks: ExampleCheck[] = [];
        for (const example of examples) checks.push(await checkOne(example, pool.parse));
        for (const check of checks) await (json ? writeLine(io.out, JSON.stringify(check)) : show(check, io));
        const failed = checks.filter(isWrong).length;
        if (!json) await writeLine(io.out, verdict(checks.length, failed));
        return failed > 0 ? 1 : 0;
      } finally {
        await pool.close();
      }
    },
  });

async function checkOne(
  { slug, page, expected }: SiteExample,
  parse: ReturnType<typeof openParsePool>['parse'],
): Promise<ExampleCheck> {
  try {
    const fields = compareExample(expected, await parse(page));
    return { slug, url: page.url, problem: null, fields };
  } catch (error) {
    return {
      slug,
      url: page.url,
      problem: error instanceof Error ? error.message : String(error),
      fields: [],
    };
  }
}

function isWrong({ problem, fields }: ExampleCheck): boolean {
  return problem !== null || fields.some(({ right }) => !right);
}

async function show({ slug, url, problem, fields }: ExampleCheck, io: Io): Promise<void> {
  await writeLine(io.out, `${slug}  ${url}`);
  if (problem !== null) await writeLine(io.out, `  the page could not be read: ${problem}`);
  const rows = fields.flatMap(({ field, right, expected, found, method }) =>
    right
      ? [['  right', field, method ?? '', shown(found)]]
      : [
          ['  WRONG', field, method ?? '', `found    ${shown(found)}`],
          ['', '', '', `expected ${shown(expected)}`],
        ],
  );
  if (rows.length > 0) await writeLine(io.out, table(rows));
  await writeLine(io.out, '');
}

function shown(value: unknown): string {
  if (Array.isArray(value) && value.length > 1)
    return `${value.length}: ${shortened(JSON.stringify(value), 110)}`;
  return shortened(JSON.stringify(value), 120);
}

function verdict(count: number, failed: number): string {
  if (count === 0)
    return 'site.yaml is right; it has no examples to compare with: put examples/<slug>/page.html and expected.json beside it';
  return failed === 0
    ? `all ${count} examples are right`
    : `${failed} of ${count} examples differ from what is expected`;
}
