import { canonicalUrl, hostOf } from '../../crawlers/canonical-url.ts';
import type { GuardedClient } from '../../crawlers/fetch/guarded-client.ts';
import type { HostGate } from '../../crawlers/gate/host-gate.ts';
import { outOfScope } from '../../crawlers/scope.ts';
import type { Article } from '../model/article.ts';
import type { Outcome } from '../model/outcome.ts';
import type { SiteDefinition } from '../model/site-definition.ts';
import type { UrlBiography, UrlCheck } from '../model/url-biography.ts';
import type { UrlRecord } from '../model/url-record.ts';
import type { ScheduleDesk } from '../schedule/schedule-desk.ts';
import type { Settings } from '../settings.ts';
import type { ArticleStore } from '../store/article-store.ts';
import type { ChangeHistory } from '../store/change-history.ts';
import type { WebhookStore } from '../store/webhook-store.ts';

export type BiographyNeeds = {
  store: Pick<ArticleStore, 'url' | 'urlHistory' | 'article' | 'story' | 'lastSeq'>;
  history: Pick<ChangeHistory, 'articleChangeBefore'>;
  webhooks: Pick<WebhookStore, 'deliveriesOf'>;
  gate: Pick<HostGate, 'refusal'>;
  client: Pick<GuardedClient, 'refusal'>;
  sites: () => readonly SiteDefinition[];
  desk: Pick<ScheduleDesk, 'schedules'>;
  settings: Settings;
};

const mostChanges = 20;
const weakestFields = 5;
const robotsWaitMs = 10_000;
/** Outcomes that a page of an article has. */
const got: readonly Outcome[] = ['stored', 'unchanged', 'duplicate'];

/**
 * What is known of a URL, and what each rule says of it: also of one that no crawl has met. For a host of a site of ours
 * robots.txt may be asked for; nothing else is fetched.
 */
export async function urlBiography(asked: string, needs: BiographyNeeds): Promise<UrlBiography> {
  const { store, webhooks } = needs;
  const url = canonicalUrl(asked) ?? asked;
  const record = (await store.url(asked)) ?? (await store.url(url));
  const article = record?.articleId ? await store.article(record.articleId) : null;
  const story = article ? await store.story(article.storyId) : null;
  const changes = record?.articleId ? await changesOf(record.articleId, needs) : [];
  const deliveries = changes.length > 0 ? await webhooks.deliveriesOf(changes.map(({ seq }) => seq)) : [];
  const last = changes[0];
  const inFeed = article !== null && last !== undefined && last.type !== 'article.removed';
  const checks = await checksOf(record?.url ?? url, record, inFeed, needs);
  return {
    ...{ url: record?.url ?? url, asked, inFeed, checks, record, changes },
    why: whyOf(record, article, checks, inFeed),
    decisions: record ? await store.urlHistory(record.url) : [],
    article: article ? articleOf(article) : null,
    story: story &&
      article && {
        ...{ id: story.id, relation: article.relation, members: story.members.length },
        sites: story.sites.length,
      },
    deliveries: deliveries.map(({ webhookId, id, seq, state, attempts }) => ({
      ...{ webhookId, id, seq, state, attempts },
    })),
  };
}

function whyOf(
  record: UrlRecord | null,
  article: Article | null,
  checks: readonly UrlCheck[],
  inFeed: boolean,
): string {
  if (inFeed && record && article) {
    const own = article.url === record.url ? '' : `, under ${article.url}`;
    const visit = ['stored', 'unchanged', 'duplicate'].includes(record.outcome)
      ? `${record.outcome} as article ${article.id}${own}`
      : `article ${article.id}${own}, from an earlier visit; the last one ended as ${record.outcome}: ${record.reason}`;
    return `it is in the feed: ${visit}`;
  }
  const stop = checks.find(({ verdict }) => verdict === 'stops');
  if (stop) return `${stop.rule}: ${stop.says}`;
  if (!record) return 'no crawl has met it yet, and no rule stands in its way';
  return `${record.outcome}: ${record.reason}`;
}

async function checksOf(
  url: string,
  record: UrlRecord | null,
  inFeed: boolean,
  needs: BiographyNeeds,
): Promise<UrlCheck[]> {
  const checks: UrlCheck[] = [];
  const say = (rule: UrlCheck['rule'], verdict: UrlCheck['verdict'], says: string) =>
    checks.push({ rule, verdict, says });
  const address =
    canonicalUrl(url) === null ? 'it is no web address (http or https)' : await needs.client.refusal(url);
  if (address) {
    say('address', 'stops', address);
    return checks;
  }
  say('address', 'passes', 'a web address that may be spoken to');
  const host = hostOf(url);
  const site = needs.sites().find(({ hosts }) => hosts.includes(host));
  if (!site) {
    const other = record ? 'passes' : 'stops';
    say('site', other, `no site file names ${host}: only a crawl that is started by hand goes there`);
  } else {
    say('site', 'passes', `${host} belongs to the site ${site.name}`);
    const scope = { hosts: new Set(site.hosts), ...site.scope };
    const away = outOfScope(url, scope);
    say(
      'scope',
      away ? 'stops' : 'passes',
      away ?? `under ${site.scope.include.join(', ')}, and not excluded`,
    );
    checks.push(await robotsCheck(url, needs));
    checks.push(await scheduleCheck(site, needs));
  }
  checks.push(...recordChecks(record, site, needs));
  if (record && !inFeed) say('feed', 'stops', feedReason(record));
  if (inFeed) say('feed', 'passes', 'its article is in the change feed');
  return checks;
}

async function robotsCheck(url: string, { gate }: BiographyNeeds): Promise<UrlCheck> {
  try {
    const refused = await gate.refusal(url, AbortSignal.timeout(robotsWaitMs));
    if (refused) return { rule: 'robots', verdict: 'stops', says: refused.reason };
    return { rule: 'robots', verdict: 'passes', says: 'robots.txt allows it' };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { rule: 'robots', verdict: 'unknown', says: `robots.txt could not be asked for just now: ${why}` };
  }
}

async function scheduleCheck(site: SiteDefinition, { desk }: BiographyNeeds): Promise<UrlCheck> {
  const views = await desk.schedules({ site: site.name, times: 1 });
  const paused = views.find((view) => view.paused)?.paused;
  if (paused)
    return {
      rule: 'schedule',
      verdict: 'stops',
      says: `the site is paused by ${paused.by}: ${paused.reason}`,
    };
  const next = views.flatMap((view) => view.next).sort()[0];
  const last = views
    .flatMap(({ lastVisitAt }) => lastVisitAt ?? [])
    .sort()
    .at(-1);
  const says = `its lists were ${last ? `visited last at ${last}` : 'never visited yet'}; next at ${next ?? 'no time that is planned'}`;
  return { rule: 'schedule', verdict: 'passes', says };
}

function recordChecks(
  record: UrlRecord | null,
  site: SiteDefinition | undefined,
  { settings }: BiographyNeeds,
): UrlCheck[] {
  const maxDepth = site?.maxDepth ?? settings.crawl.maxDepth;
  const maxPages = site?.maxPages ?? settings.crawl.maxPages;
  const budget = `at most ${maxPages} pages a run, ${maxDepth} links from a start`;
  if (!record) {
    return [
      {
        rule: 'discovery',
        verdict: 'stops',
        says: 'no list, page, sitemap or feed that was read so far has named it',
      },
      { rule: 'budget', verdict: 'unknown', says: `${budget}: it depends on where it is found` },
    ];
  }
  const { discovery, firstSeenAt, depth, outcome, reason, lastFetch, waitsFor } = record;
  const place = discovery.position ? `, link ${discovery.position}` : '';
  const found = `${firstSeenAt} by ${discovery.by}${discovery.from ? ` in ${discovery.from}${place}` : ''}`;
  const checks: UrlCheck[] = [
    { rule: 'discovery', verdict: 'passes', says: `found ${found}` },
    outcome === 'budget'
      ? { rule: 'budget', verdict: 'stops', says: reason }
      : {
          rule: 'budget',
          verdict: 'passes',
          says: `${budget}; it is ${depth === 1 ? '1 link' : `${depth} links`} from a start`,
        },
  ];
  if (waitsFor !== null) checks.push({ rule: 'page', verdict: 'stops', says: `queued: ${reason}` });
  else if (!got.includes(outcome))
    checks.push({ rule: 'page', verdict: 'stops', says: `${outcome}: ${reason}` });
  else
    checks.push({
      rule: 'page',
      verdict: 'passes',
      says: `${outcome}: ${reason}, fetched ${lastFetch?.at ?? 'never'}`,
    });
  return checks;
}

function feedReason({ outcome, reason, articleId }: UrlRecord): string {
  if (outcome === 'removed') return `its article was taken out: ${reason}`;
  if (outcome === 'duplicate' && articleId === null) return reason;
  if (articleId === null) return `it has no article: ${outcome}`;
  return 'its article has no change in the feed that is still kept';
}

async function changesOf(
  articleId: string,
  { store, history }: BiographyNeeds,
): Promise<UrlBiography['changes']> {
  const changes: UrlBiography['changes'] = [];
  let before = (await store.lastSeq()) + 1;
  while (changes.length < mostChanges) {
    const change = await history.articleChangeBefore(articleId, before);
    if (!change) break;
    const { seq, type, at, revision } = change;
    changes.push({ seq, type, at, revision });
    before = seq;
  }
  return changes;
}

function articleOf({ id, title, revision, firstSeenAt, template, parserVersion, provenance }: Article) {
  const weakest = provenance
    .toSorted((a, b) => a.confidence - b.confidence)
    .slice(0, weakestFields)
    .map(({ field, method, confidence }) => ({ field, method, confidence }));
  return { id, title, revision, firstSeenAt, template, parserVersion, weakest };
}
