import { z } from 'zod';
import { bareHost } from '../../model/bare-host.ts';
import type { Page } from '../../model/page.ts';
import type { KnownValues, SiteProposal } from '../../model/site-proposal.ts';
import type { ExpectedFields } from '../../sites/site-example.ts';
import { type WrittenSite, writeSiteFolder } from '../../sites/write-site-folder.ts';
import { type Application, type OpenApplication, withApplication } from '../application.ts';
import { command } from '../command.ts';
import { type Io, writeLine } from '../io.ts';
import { shortened } from '../printable.ts';
import { savedPage } from '../saved-page.ts';
import { settingFlags, settingInput } from '../setting-flags.ts';
import { table } from '../table.ts';
import { UsageError } from '../usage-error.ts';

export type ProposeSite = (
  pages: readonly Page[],
  known: KnownValues,
  name: string | null,
) => Promise<SiteProposal>;

const [fewest, most] = [2, 10];

export const siteNew = (open: OpenApplication, sitesFolder: () => string, propose: ProposeSite) =>
  command({
    usage: 'site new <pages...>',
    summary:
      'proposes sites/<host>/site.yaml from 3 to 5 articles of a site (URLs or saved files), with a score for each field',
    flags: [
      ['--url <urls...>', 'the addresses that files were saved from, in their order'],
      ['--title <text>', 'the title of the first page, as it should be read; so with the flags below'],
      ['--author <names...>', 'its authors'],
      ['--date <date>', 'its date, such as "2025-04-16 12:47"'],
      ['--category <text>', 'its section'],
      ['--views <n>', 'how often it was read'],
      ['--body <text>', 'some words of its text'],
      ['--name <name>', "the site's name"],
      ['--force', 'write over a site that is there already'],
      ['--json', 'the proposal as one JSON object'],
      ...settingFlags,
    ],
    input: z.object({
      pages: z.array(z.string()),
      url: z.array(z.url()).default([]),
      title: z.string().min(1).optional(),
      author: z.array(z.string().min(1)).optional(),
      date: z.string().min(1).optional(),
      category: z.string().min(1).optional(),
      views: z.coerce.number().int().nonnegative().optional(),
      body: z.string().min(1).optional(),
      name: z.string().min(1).optional(),
      force: z.boolean().default(false),
      json: z.boolean().default(false),
      ...settingInput,
    }),
    async run({ pages: places, url, title, author, date, category, views, body, ...rest }, io) {
      const { name, force, json, ...flags } = rest;
      if (places.length < fewest || places.length > most) {
        throw new UsageError(
          `site new: ${places.length} pages are named; name ${fewest} to ${most} articles of one site, best 3 to 5`,
        );
      }
      const pages = await pagesOf(places, url, (use) => withApplication(open, flags, use), io);
      if (!pages) return 1;
      const known: KnownValues = {
        ...(title === undefined ? {} : { title }),
        ...(author === undefined ? {} : { authors: author }),
        ...(date === undefined ? {} : { date }),
        ...(category === undefined ? {} : { category }),
        ...(views === undefined ? {} : { views }),
        ...(body === undefined ? {} : { body }),
      };
      const proposal = await propose(pages, known, name ?? null);
      const written = writeSiteFolder(sitesFolder(), proposal, pages, { force, known: expectedOf(known) });
      if (json) await writeLine(io.out, JSON.stringify({ ...written, ...shownJson(proposal) }));
      else await show(proposal, written, io);
      return 0;
    },
  });

/** Fetched one after the other, politely; null where one cannot be had, which stderr has told. */
async function pagesOf(
  places: readonly string[],
  urls: readonly string[],
  withApp: <T>(use: (application: Application) => Promise<T>) => Promise<T>,
  io: Io,
): Promise<Page[] | null> {
  const isAddress = (place: string) => /^https?:\/\//i.test(place);
  const files = places.filter((place) => !isAddress(place));
  if (urls.length !== files.length) {
    throw new UsageError(
      `site new: ${files.length} files and ${urls.length} --url; name the address of each file, in their order`,
    );
  }
  // In their order, and before anything is fetched: a file that cannot be read is told at once.
  const saved = files.map((file, index) => savedPage(file, urls[index] ?? '')).values();
  const pages: Page[] = [];
  const read = async (application: Application | null): Promise<Page[] | null> => {
    for (const place of places) {
      const fetched = isAddress(place) ? await application?.fetchPage(place, io.signal) : saved.next().value;
      if (!fetched) return null;
      const page = 'body' in fetched ? fetched : 'page' in fetched ? fetched.page : null;
      if (!page) {
        if ('outcome' in fetched) io.err.write(`${place}: ${fetched.outcome}: ${fetched.reason}\n`);
        return null;
      }
      pages.push(page);
    }
    return oneSite(pages);
  };
  return files.length === places.length ? read(null) : withApp(read);
}

function oneSite(pages: Page[]): Page[] {
  const hosts = new Set(pages.map(({ finalUrl }) => bareHost(new URL(finalUrl).host)));
  if (hosts.size > 1) {
    throw new UsageError(`site new: the pages are of ${[...hosts].join(' and ')}; name pages of one site`);
  }
  return pages;
}

/** What the person gave is what is expected, even where the proposal misses it. A date may be written in many ways. */
function expectedOf({ title, authors, category, views }: KnownValues): ExpectedFields {
  return {
    ...(title === undefined ? {} : { title }),
    ...(authors === undefined ? {} : { authors: [...authors] }),
    ...(category === undefined ? {} : { category }),
    ...(views === undefined ? {} : { views }),
  };
}

function shownJson({ site, fields, warnings }: SiteProposal) {
  return { site, fields, warnings };
}

async function show({ site, fields, warnings }: SiteProposal, written: WrittenSite, io: Io): Promise<void> {
  const rows = fields.map((one) => [
    one.field,
    one.score.toFixed(2),
    one.written ? 'written' : 'left out',
    one.selector ?? '',
    shortened(one.values.find((value) => value !== null) ?? '', 40),
    one.reason,
  ]);
  await writeLine(
    io.out,
    table([['field', 'score', 'site.yaml', 'selector', 'on the first page', 'why'], ...rows]),
  );
  const remove = site.versions[0]?.fields.remove ?? [];
  if (remove.length > 0) await writeLine(io.out, `the same on every page, cut out: ${remove.join(', ')}`);
  for (const warning of warnings) io.err.write(`look: ${warning}\n`);
  await writeLine(io.out, '');
  await writeLine(io.out, `${written.file}, with ${written.slugs.length} examples beside it`);
  await writeLine(
    io.out,
    `compare examples/*/expected.json with the pages, then: wellspring site check ${site.hosts[0]}`,
  );
}
