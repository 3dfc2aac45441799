import { z } from 'zod';
import type { DeadLetterFilter, ToldLetter } from '../../queue/dead-letter-desk.ts';
import { FailureClass } from '../../queue/failure-class.ts';
import { type OpenApplication, withApplication } from '../application.ts';
import { command } from '../command.ts';
import { writeLine } from '../io.ts';
import { NotFoundError } from '../not-found-error.ts';
import { noteByHand } from '../note-by-hand.ts';
import { settingFlags, settingInput } from '../setting-flags.ts';
import { table } from '../table.ts';
import { UsageError } from '../usage-error.ts';

const filterFlags = [
  ['--job <name>', 'crawl, ingest, browse or remove'],
  ['--failure <class>', `what it failed of: ${FailureClass.options.join(', ')}`],
  ['--code <code>', 'with this error code'],
  ['--host <host>', 'about a page of this host'],
  ['--text <text>', 'with this text anywhere in it'],
  ['--since <time>', 'failed since then (ISO 8601)'],
] as const;
const filterInput = {
  job: z.enum(['crawl', 'ingest', 'browse', 'remove']).optional(),
  failure: FailureClass.optional(),
  code: z.string().optional(),
  host: z.string().optional(),
  text: z.string().optional(),
  since: z.iso
    .datetime({ offset: true })
    .transform((time) => new Date(time).toISOString())
    .optional(),
};
type Given = { [key in keyof typeof filterInput]?: string | undefined };

export const deadList = (open: OpenApplication) =>
  command({
    usage: 'dead list',
    summary: 'jobs that failed for good: why, and of which pages',
    flags: [
      ...filterFlags,
      ['--limit <n>', 'how many (default 50)'],
      ['--json', 'one JSON object each'],
      ...settingFlags,
    ],
    input: z.object({
      ...filterInput,
      limit: z.coerce.number().int().min(1).max(100_000).default(50),
      json: z.boolean().default(false),
      ...settingInput,
    }),
    async run({ limit, json, data, allow, ...given }, io) {
      return withApplication(open, settingsOf({ data, allow }), async ({ deadLetters }) => {
        const { letters, total } = await deadLetters.list({ ...filterOf(given), limit, after: null });
        if (json) for (const letter of letters) await writeLine(io.out, JSON.stringify(letter));
        else if (letters.length > 0) await writeLine(io.out, table([head, ...letters.map(rowOf)]));
        await writeLine(
          io.err,
          `${total} dead ${total === 1 ? 'letter' : 'letters'}${total > letters.length ? `, ${letters.length} shown` : ''}`,
        );
        return 0;
      });
    },
  });

export const deadShow = (open: OpenApplication) =>
  command({
    usage: 'dead show <id>',
    summary: 'one of them with its error and data; --page writes its archived page, for `try`',
    flags: [['--page', 'the page that it failed of, as it came over the wire'], ...settingFlags],
    input: z.object({ id: z.string(), page: z.boolean().default(false), ...settingInput }),
    async run({ id, page: wantsPage, ...flags }, io) {
      return withApplication(open, flags, async ({ deadLetters, archive }) => {
        const letter = await deadLetters.letter(id);
        if (!letter) throw new NotFoundError('dead letter', id, 'take ids from `wellspring dead list`');
        const snapshot = letter.pages.find((page) => page.snapshot !== null)?.snapshot;
        if (wantsPage) {
          if (!snapshot)
            throw new NotFoundError('archived page of dead letter', id, 'it failed before a page came');
          io.out.write(Buffer.from((await archive.read(snapshot)).body));
          return 0;
        }
        const { error, attempts, failedAt, failure, name, pages, runId } = letter;
        const rows = [
          ...[
            ['job', name],
            ['failed', `${failedAt}, after ${attempts} attempts`],
            ['of', failure],
          ],
          ...[
            ['error', `${error.code}: ${error.message}`],
            ['run', runId ?? 'none'],
          ],
          ...pages.map(({ url, snapshot: at }) => [
            'page',
            `${url}${at ? `  (${at.file} at ${at.offsetBytes})` : ''}`,
          ]),
        ];
        await writeLine(io.out, table(rows));
        if (error.stack) await writeLine(io.out, error.stack);
        return 0;
      });
    },
  });

export const deadReplay = (open: OpenApplication) =>
  command({
    usage: 'dead replay [ids...]',
    summary: 'put dead letters back to work: those named, those that fit, or --all',
    flags: [...filterFlags, ['--all', 'every one'], ...settingFlags],
    input: z.object({
      ids: z.array(z.string()).default([]),
      all: z.boolean().default(false),
      ...filterInput,
      ...settingInput,
    }),
    async run({ ids, all, data, allow, ...given }, io) {
      const filter = filterOf(given);
      if (ids.length === 0 && !all && Object.keys(filter).length === 0)
        throw new UsageError('dead replay: name ids, a filter such as --failure host, or --all');
      return withApplication(open, settingsOf({ data, allow }), async ({ deadLetters, operations }) => {
        const replayed = await deadLetters.replay({ ...filter, ...(ids.length > 0 ? { ids } : {}) });
        const fitting = Object.entries(filter).map(([key, value]) => `${key} ${value}`);
        await noteByHand(
          { operations },
          {
            ...{ action: 'dead replay', subject: [...ids, ...fitting].join(', ') || 'all' },
            note: `${replayed} put back to work`,
          },
        );
        await writeLine(io.out, `${replayed} put back to work`);
        return replayed > 0 ? 0 : 1;
      });
    },
  });

const head = ['failed', 'job', 'of', 'attempts', 'error', 'page', 'id'];

function rowOf({ failedAt, name, failure, attempts, error, pages, id }: ToldLetter): string[] {
  const more = pages.length > 1 ? ` and ${pages.length - 1} more` : '';
  const why = `${error.code}: ${error.message}`.slice(0, 100);
  return [failedAt, name, failure, String(attempts), why, `${pages[0]?.url ?? '–'}${more}`, id];
}

function filterOf(given: Given): DeadLetterFilter {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function settingsOf({ data, allow }: { data?: string | undefined; allow?: string | undefined }) {
  return { ...(data === undefined ? {} : { data }), ...(allow === undefined ? {} : { allow }) };
}
