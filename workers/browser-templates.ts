import { readFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Page } from '../src/model/page.ts';
import type { ParsedArticle } from '../src/model/parsed-article.ts';

/** What rendering brought, template by template: pages that were rendered, and those of them that held an article. */
const Learned = z.record(z.string(), z.object({ rendered: z.int(), articles: z.int() }));

/**
 * Which templates need a browser and are worth one: learned from what rendering brought, kept in a file beyond the process.
 * A template is that of the empty page, by site (`ParsedArticle.template`).
 */
export type BrowserTemplates = {
  /** Takes in what a page turned out to be: as it came over the wire, or as the browser showed it. */
  note(
    page: Pick<Page, 'url' | 'via'>,
    parsed: Pick<ParsedArticle, 'site' | 'template' | 'kind' | 'needsBrowser'>,
  ): void;
  /** Why a page that needs a browser is not rendered any more, by its template; null where it is. */
  refusal(url: string): string | null;
  /** Pages rendered in a run so far, by this process. */
  rendered(runId: string): number;
  started(runId: string, url: string): void;
  save(): Promise<void>;
};

/** So many renderings without an article are enough … */
const fewestTries = 8;
/** … and every so many pages one more is tried: sites change. */
const tryAgainEvery = 50;
const mostKept = 10_000;

export async function openBrowserTemplates(file: string): Promise<BrowserTemplates> {
  const learned = new Map(Object.entries(await read(file)));
  const runs = new Map<string, number>();
  /** Of pages that wait for the browser or are in it. */
  const templates = new Map<string, string>();
  const refused = new Map<string, number>();

  return {
    note({ url, via }, { site, template, kind, needsBrowser }) {
      if (via !== 'browser') {
        if (needsBrowser && templates.size < mostKept) templates.set(url, `${site} ${template}`);
        return;
      }
      const known = learned.get(templates.get(url) ?? '');
      templates.delete(url);
      if (known && kind === 'article' && !needsBrowser) known.articles += 1;
    },
    refusal(url) {
      const template = templates.get(url) ?? '';
      const known = learned.get(template);
      if (!known || known.rendered < fewestTries || known.articles > 0) return null;
      const count = (refused.get(template) ?? 0) + 1;
      refused.set(template, count);
      if (count % tryAgainEvery === 0) return null;
      return `needs a browser, but none of the ${known.rendered} pages of its template that were rendered held an article`;
    },
    rendered: (runId) => runs.get(runId) ?? 0,
    started(runId, url) {
      runs.set(runId, (runs.get(runId) ?? 0) + 1);
      const template = templates.get(url);
      if (template === undefined) return;
      const known = learned.get(template);
      if (known) known.rendered += 1;
      else if (learned.size < mostKept) learned.set(template, { rendered: 1, articles: 0 });
    },
    async save() {
      if (learned.size === 0) return;
      const partial = `${file}.${process.pid}.partial`;
      await writeFile(partial, JSON.stringify(Object.fromEntries(learned)));
      await rename(partial, file);
    },
  };
}

async function read(file: string): Promise<z.infer<typeof Learned>> {
  try {
    return Learned.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    // Not there yet, or half a file of an older day: it is learned anew.
    return {};
  }
}
