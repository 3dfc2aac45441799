import { z } from 'zod';
import type { Start } from '../../../workers/jobs.ts';
import type { SiteDefinition } from '../../model/site-definition.ts';
import { siteNamed, UnknownSiteError } from '../../sites/site-named.ts';
import { type OpenApplication, withApplication } from '../application.ts';
import { command } from '../command.ts';
import { writeLine } from '../io.ts';
import { outcomeSummary } from '../outcome-summary.ts';
import { progressLine } from '../progress.ts';
import { settingFlags, settingInput } from '../setting-flags.ts';
import { UsageError } from '../usage-error.ts';

export const crawl = (open: OpenApplication) =>
  command({
    usage: 'crawl [urls...]',
    summary: 'one run now: fetch, parse, match, store; then a summary by outcome',
    flags: [
      ['--site <names...>', 'sites of the folder sites/ instead of URLs'],
      ['--max-pages <n>', 'pages to fetch from each host'],
      ['--max-depth <n>', 'links to follow from a start'],
      ['--json', 'the summary as one JSON object'],
      ...settingFlags,
    ],
    input: z.object({
      urls: z.array(z.string()).default([]),
      site: z.array(z.string()).default([]),
      maxPages: z.coerce.number().int().positive().optional(),
      maxDepth: z.coerce.number().int().nonnegative().optional(),
      json: z.boolean().default(false),
      ...settingInput,
    }),
    async run({ urls, site, maxPages, maxDepth, json, ...flags }, io) {
      if (urls.length + site.length === 0) {
        throw new UsageError('crawl: name at least one URL (https://portal.example/) or --site NAME');
      }
      const pages = urls.map(startPage);
      return withApplication(open, flags, async (application) => {
        const starts = [...pages, ...site.flatMap((name) => startsOf(named(name, application.sites)))];
        const progress = progressLine(io.err);
        const summary = await application
          .run(
            {
              starts,
              ...(maxPages === undefined ? {} : { maxPages }),
              ...(maxDepth === undefined ? {} : { maxDepth }),
            },
            progress.show,
            io.signal,
          )
          .finally(progress.done);
        await writeLine(io.out, json ? JSON.stringify(summary) : outcomeSummary(summary));
        const { outcomes } = summary;
        // A run that got nothing but refusals has failed, and a script must be able to see it.
        const useful =
          (outcomes.stored ?? 0) +
          (outcomes.unchanged ?? 0) +
          (outcomes['not-article'] ?? 0) +
          (outcomes.duplicate ?? 0) +
          (outcomes['not-due'] ?? 0);
        return useful > 0 || summary.interrupted ? 0 : 1;
      });
    },
  });

function startPage(text: string): Start {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new UsageError(
      `crawl: ${JSON.stringify(text)} is no web address; write one with http:// or https://, such as https://portal.example/`,
    );
  }
  if (url.username || url.password) {
    throw new UsageError('crawl: an address with a user name or password is not fetched; leave them out');
  }
  return { url: url.href, kind: 'page' };
}

function named(name: string, sites: readonly SiteDefinition[]): SiteDefinition {
  const site = siteNamed(name, sites);
  if (site) return site;
  const known = sites.map((each) => each.name);
  throw new UnknownSiteError(name, known);
}

/** Lists, feeds and sitemaps of a site file as starts of a crawl. */
export function startsOf(site: SiteDefinition): Start[] {
  return site.start.flatMap(({ list, feed, sitemap }) => [
    ...(list ? [{ url: list, kind: 'list' as const }] : []),
    ...(feed ? [{ url: feed, kind: 'feed' as const }] : []),
    ...(sitemap ? [{ url: sitemap, kind: 'sitemap' as const }] : []),
  ]);
}
