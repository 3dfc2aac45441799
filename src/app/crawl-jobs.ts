import { hostOf } from '../../crawlers/canonical-url.ts';
import { hostWithTwin } from '../../crawlers/scope.ts';
import { type CrawlData, crawlJob, type Start } from '../../workers/jobs.ts';
import type { RunRequest } from '../cli/application.ts';
import type { SiteDefinition } from '../model/site-definition.ts';
import type { Job } from '../queue/job-queue.ts';
import type { Settings } from '../settings.ts';

/** One job a host; a site's hosts are crawled together, by the rules of its file. */
export function crawlJobs(
  runId: string,
  { starts, maxPages, maxDepth }: RunRequest,
  sites: readonly SiteDefinition[],
  settings: Settings,
): Job[] {
  const byHost = new Map<string, { site: SiteDefinition | undefined; starts: Start[] }>();
  for (const start of starts) {
    const host = hostOf(start.url);
    const site = sites.find(({ hosts }) => hosts.includes(host));
    const key = site?.name ?? hostWithTwin(host).toSorted()[0] ?? host;
    const group = byHost.get(key) ?? { site, starts: [] };
    group.starts.push(start);
    byHost.set(key, group);
  }
  return [...byHost.values()].map(({ site, starts }) =>
    crawlJob({
      ...crawlData(runId, starts, site, settings),
      ...(maxPages === undefined ? {} : { maxPages }),
      ...(maxDepth === undefined ? {} : { maxDepth }),
      revisit: 'all',
    }),
  );
}

/** A visit of the service to a site; no starts: to its pages that are due again. */
export function siteJob(
  runId: string,
  starts: readonly Start[],
  site: SiteDefinition,
  settings: Settings,
): Job {
  return crawlJob(crawlData(runId, starts, site, settings));
}

function crawlData(
  runId: string,
  starts: readonly Start[],
  site: SiteDefinition | undefined,
  settings: Settings,
): CrawlData {
  return {
    runId,
    starts: [...starts],
    hosts: site ? site.hosts : [...new Set(starts.flatMap(({ url }) => hostWithTwin(hostOf(url))))],
    include: site?.scope.include ?? ['/'],
    exclude: site?.scope.exclude ?? [],
    maxPages: site?.maxPages ?? settings.crawl.maxPages,
    maxDepth: site?.maxDepth ?? settings.crawl.maxDepth,
    revisit: 'due',
    site: site?.name ?? null,
  };
}
