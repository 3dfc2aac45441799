import { hostOf } from '../../crawlers/canonical-url.ts';
import { hostWithTwin } from '../../crawlers/scope.ts';
import { type CrawlData, crawlJob, type Start } from '../../workers/jobs.ts';
import type { RunRequest } from '../cli/application.ts';
import { startsOf } from '../cli/commands/crawl.ts';
import type { SiteDefinition } from '../model/site-definition.ts';
import type { Job, JobQueue } from '../queue/job-queue.ts';
import { dueSlot } from '../schedule/due-slot.ts';
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
  return [...byHost.values()].map(({ site, starts }) => {
    const data: CrawlData = {
      runId,
      starts,
      hosts: site ? site.hosts : [...new Set(starts.flatMap(({ url }) => hostWithTwin(hostOf(url))))],
      include: site?.scope.include ?? ['/'],
      exclude: site?.scope.exclude ?? [],
      maxPages: maxPages ?? site?.maxPages ?? settings.crawl.maxPages,
      maxDepth: maxDepth ?? site?.maxDepth ?? settings.crawl.maxDepth,
      revisit: 'all',
      site: site?.name ?? null,
    };
    return crawlJob(data);
  });
}

/** Visits of the sites as they fall due; asking twice in one interval makes one visit. */
export async function addDueVisits(
  sites: readonly SiteDefinition[],
  settings: Settings,
  queue: JobQueue,
  now: Date,
): Promise<void> {
  for (const site of sites.filter(({ paused }) => !paused)) {
    for (const entry of site.start) {
      const slot = dueSlot(now.getTime(), entry.everyMinutes);
      const starts = startsOf({ ...site, start: [entry] });
      const runId = `${site.name}-${entry.everyMinutes}-${slot}`;
      await queue.add(crawlJobs(runId, { starts }, sites, settings));
    }
  }
}
