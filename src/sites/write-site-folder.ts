import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '../model/page.ts';
import type { ParsedArticle } from '../model/parsed-article.ts';
import type { SiteProposal } from '../model/site-proposal.ts';
import { expectedOf } from './expected-of.ts';
import { readSite } from './read-site.ts';
import { type ExpectedFields, SiteExampleFile } from './site-example.ts';
import { siteYaml } from './site-yaml.ts';

/** A file is there already, and nobody said that it may go. */
export class SiteExistsError extends Error {
  readonly code = 'site-exists';
}

export type WrittenSite = { folder: string; file: string; slugs: string[] };

/**
 * Writes `site.yaml`, and for each page an example with what is expected of it.
 *
 * @param known stands above what was read, in the first example: a wrong reading then shows in `site check`
 * @throws {SiteExistsError} the site is there already, and `force` is false; nothing was written
 */
export function writeSiteFolder(
  sitesFolder: string,
  { site, fields, parsed }: SiteProposal,
  pages: readonly Page[],
  { force, known }: { force: boolean; known: ExpectedFields },
): WrittenSite {
  const folder = join(sitesFolder, folderName(site.hosts[0] ?? site.name));
  const file = join(folder, 'site.yaml');
  if (existsSync(folder) && !force)
    throw new SiteExistsError(`${folder} is there already; say --force to write it anew`);
  const text = siteYaml(site, fields);
  // What is written has to be readable again, or the fault is ours and nothing is written.
  readSite(file, text);
  const slugs = slugsOf(pages);
  // Examples of an older proposal would be run against this one.
  rmSync(join(folder, 'examples'), { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, text);
  for (const [index, page] of pages.entries()) {
    const article = parsed[index];
    if (!article) continue;
    const place = join(folder, 'examples', slugs[index] ?? `page-${index + 1}`);
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, 'page.html'), page.body);
    const example = exampleOf(page, { ...fieldsOf(article), ...(index === 0 ? known : {}) });
    writeFileSync(join(place, 'expected.json'), `${JSON.stringify(example, null, 2)}\n`);
  }
  return { folder, file, slugs };
}

function exampleOf(page: Page, fields: ExpectedFields): SiteExampleFile {
  const contentType = page.headers['content-type'];
  return SiteExampleFile.parse({
    url: page.finalUrl,
    fetchedAt: page.fetchedAt,
    ...(contentType === undefined ? {} : { contentType }),
    fields,
  });
}

/** What a person can compare with the page at a glance; link lists only where the page has them. */
function fieldsOf(article: ParsedArticle): ExpectedFields {
  const { kind, title, authors, category, claimedDate, paragraphs, language, views, reactions, ...rest } =
    expectedOf(article);
  const lists = { related: rest.related, ranking: rest.ranking, recommendation: rest.recommendation };
  return {
    ...{ kind, title, authors, category, claimedDate, paragraphs, language, views, reactions },
    ...Object.fromEntries(Object.entries(lists).filter(([, urls]) => urls.length > 0)),
  };
}

/** A port is part of a host, and ":" of no folder that every system can have. */
function folderName(host: string): string {
  return host.toLowerCase().replace(/[^a-z0-9.-]+/g, '-');
}

function slugsOf(pages: readonly Page[]): string[] {
  const taken = new Set<string>();
  return pages.map(({ finalUrl }, index) => {
    const parts = new URL(finalUrl).pathname.split('/').filter((part) => part !== '');
    const last = (parts.at(-1) ?? '').replace(/\.\w{1,5}$/, '');
    const slug = last
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 60);
    const free = slug === '' || taken.has(slug) ? `${slug === '' ? 'page' : slug}-${index + 1}` : slug;
    taken.add(free);
    return free;
  });
}
