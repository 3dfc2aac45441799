import type { Article } from '../model/article.ts';
import type { RetentionRule } from '../model/retention-rule.ts';
import type { SiteDefinition } from '../model/site-definition.ts';
import { parseQuery } from '../query/parse-query.ts';
import type { Query } from '../query/query.ts';
import { hostsOfSite, storedSite } from '../sites/site-named.ts';
import type { ArticleStore } from '../store/article-store.ts';
import type { AuditLog } from '../store/audit-log.ts';
import { type RemovalCourse, type RemovalNeeds, removeArticles } from './remove-content.ts';

export type RetentionNeeds = RemovalNeeds & {
  rules: readonly RetentionRule[];
  sites: () => readonly SiteDefinition[];
  store: RemovalNeeds['store'] & Pick<ArticleStore, 'export' | 'sites'>;
  operations: RemovalNeeds['operations'] & Pick<AuditLog, 'note'>;
};

/** The first rule that lets go of an article. */
export type Expired = { rule: RetentionRule; article: Article /** Of title and text. */; textBytes: number };

export type ExpiredCount = { rule: string; site: string; articles: number; textBytes: number };

/** Articles that go together: the archive is looked through once for each such group. */
const articlesAtOnce = 5_000;
const dayMs = 86_400_000;

/** What the rules of the settings let go of, and the letting go. */
export function openRetention(needs: RetentionNeeds) {
  const { rules, store, operations, now } = needs;

  /** @throws {UnknownSiteError} */
  async function checked(): Promise<{ rule: RetentionRule; query: Query; before: string }[]> {
    const sites = needs.sites();
    const stored = rules.some(({ sites }) => sites) ? (await store.sites()).map(({ site }) => site) : [];
    return rules.map((rule) => {
      const before = new Date(now().getTime() - rule.olderThanDays * dayMs).toISOString();
      const hosts = rule.sites?.flatMap(
        (name) => hostsOfSite(name, sites) ?? storedSite(name, sites, stored),
      );
      return { rule, before, query: queryOf(rule, hosts, before) };
    });
  }

  /** Every article that a rule lets go of, once. @throws {UnknownSiteError} before the first */
  async function* expired(): AsyncGenerator<Expired> {
    const met = new Set<string>();
    for (const { rule, query, before } of await checked()) {
      for await (const article of store.export(query)) {
        if (article[rule.by] >= before || met.has(article.id)) continue;
        if (rules.length > 1) met.add(article.id);
        yield { rule, article, textBytes: textSize(article) };
      }
    }
  }

  /** What would go now, by rule and site, most articles first; a rule that lets go of nothing is not among them. */
  async function counted(): Promise<ExpiredCount[]> {
    const counts = new Map<string, ExpiredCount>();
    for await (const { rule, article, textBytes: more } of expired()) {
      const key = `${rule.name} ${article.site}`;
      const { articles, textBytes } = counts.get(key) ?? { articles: 0, textBytes: 0 };
      counts.set(key, {
        ...{ rule: rule.name, site: article.site, articles: articles + 1 },
        textBytes: textBytes + more,
      });
    }
    return [...counts.values()].sort((a, b) => b.articles - a.articles);
  }

  async function group(): Promise<Map<RetentionRule, string[]>> {
    const ids = new Map<RetentionRule, string[]>();
    let count = 0;
    for await (const { rule, article } of expired()) {
      const own = ids.get(rule);
      if (own) own.push(article.id);
      else ids.set(rule, [article.id]);
      count += 1;
      if (count >= articlesAtOnce) break;
    }
    return ids;
  }

  /**
   * Lets go, a group after the other. What was stopped or killed goes on with the next call: what is gone fits no more.
   *
   * @param who stands in the log of who did what
   */
  async function apply(who: string, course: RemovalCourse): Promise<void> {
    const { removed, signal } = course;
    const ofRules = new Map<RetentionRule, number>();
    try {
      for (;;) {
        const before = removed.articles;
        for (const [rule, ids] of await group()) {
          if (signal.aborted) break;
          const had = removed.articles;
          try {
            await removeArticles(ids, reasonOf(rule), course, needs);
          } finally {
            ofRules.set(rule, (ofRules.get(rule) ?? 0) + removed.articles - had);
          }
        }
        if (signal.aborted || removed.articles === before) break;
      }
    } finally {
      for (const [rule, articles] of ofRules) {
        if (articles === 0) continue;
        const note = `${reasonOf(rule)}: ${articles} articles${signal.aborted ? ', stopped in between' : ''}`;
        await operations.note({
          ...{ at: now().toISOString(), who, action: 'retention', subject: rule.name, note },
        });
      }
    }
  }

  return { rules, expired, counted, apply, check: async () => void (await checked()) };
}

function textSize({ title, body }: Pick<Article, 'title' | 'body'>): number {
  return Buffer.byteLength(title ?? '') + Buffer.byteLength(body);
}

function reasonOf({ name, by, olderThanDays }: RetentionRule): string {
  const seen = by === 'firstSeenAt' ? 'first' : 'last';
  return `retention rule ${name}: ${seen} seen more than ${olderThanDays} days ago`;
}

/** What was last seen before a time was first seen before it, too. */
function queryOf({ query }: RetentionRule, hosts: readonly string[] | undefined, before: string): Query {
  const parts: Query[] = [{ type: 'time', field: 'seen', from: null, to: before.slice(0, 19) }];
  if (query !== undefined) parts.push(parseQuery(query));
  if (hosts)
    parts.push({ type: 'or', parts: hosts.map((value) => ({ type: 'value', field: 'site', value })) });
  return { type: 'and', parts };
}
