import type { Article } from '../src/model/article.ts';
import type { ParsedArticle } from '../src/model/parsed-article.ts';
import type { ReparseMove, ReparseReport, ReparseSite } from '../src/model/reparse-report.ts';

const mostExamples = 3;

/** The report of a reparse while it grows. */
export type ReparseTally = {
  differs(before: Article, now: Article, fields: readonly (keyof ParsedArticle)[]): void;
  tell(what: 'found' | 'lost' | 'moved' | 'failed', move: ReparseMove, site: string): void;
  read(count: { articles: number; others: number }): void;
  /** So far; fields and sites with most of it first. */
  report(): ReparseReport;
};

/** @param report where an earlier process has left it */
export function reparseTally(report: ReparseReport): ReparseTally {
  const fields = new Map(report.fields.map((row) => [row.field, row]));
  const sites = new Map(report.sites.map((row) => [row.site, row]));

  function ofSite(site: string): ReparseSite {
    const row = sites.get(site) ?? {
      ...{ site, changed: 0, revisions: 0, fields: {}, found: 0, lost: 0, moved: 0, failed: 0 },
    };
    sites.set(site, row);
    return row;
  }

  function note(field: keyof ParsedArticle, before: Article, now: Article): void {
    const ofField = ofSite(before.site).fields;
    ofField[field] = (ofField[field] ?? 0) + 1;
    const row = fields.get(field) ?? { field, articles: 0, examples: [] };
    fields.set(field, row);
    row.articles += 1;
    if (row.examples.length >= mostExamples) return;
    row.examples.push({
      articleId: before.id,
      url: before.url,
      before: before[field],
      after: now[field],
    });
  }

  return {
    differs(before, now, differing) {
      const isRevision = now.title !== before.title || now.body !== before.body;
      for (const counts of [report, ofSite(before.site)]) {
        counts.changed += 1;
        if (isRevision) counts.revisions += 1;
      }
      for (const field of differing) note(field, before, now);
    },
    tell(what, move, site) {
      report[what].push(move);
      ofSite(site)[what] += 1;
    },
    read({ articles, others }) {
      report.articles += articles;
      report.otherPages += others;
    },
    report: () => ({
      ...report,
      fields: [...fields.values()].sort((a, b) => b.articles - a.articles),
      sites: [...sites.values()].sort(
        (a, b) => differences(b) - differences(a) || (a.site < b.site ? -1 : 1),
      ),
    }),
  };
}

function differences({ changed, found, lost, moved, failed }: ReparseSite): number {
  return changed + found + lost + moved + failed;
}
