import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Page } from '../model/page.ts';
import { pageDigest } from '../model/page-digest.ts';
import type { SiteDefinition } from '../model/site-definition.ts';
import { readYaml } from '../yaml-file.ts';
import { readSite, SiteFileError } from './read-site.ts';
import { SiteExampleFile } from './site-example.ts';
import { siteNamed } from './site-named.ts';

/** One folder of `sites/`, read. */
export type SiteFolder = { folder: string; file: string; site: SiteDefinition };

export type SiteExample = { slug: string; page: Page; expected: SiteExampleFile['fields'] };

/**
 * The site of that folder, name or host; null: there is none. Files of other sites are read only as far as needed.
 * @throws {SiteFileError}
 */
export function findSite(sitesFolder: string, name: string): SiteFolder | null {
  for (const folder of ownFirst(sitesFolder, name)) {
    const read = readFolder(folder);
    if (siteNamed(name, [{ ...read.site, folder: basename(folder) }])) return read;
  }
  return null;
}

/**
 * Every site by folder, with the number of its examples.
 * @throws {SiteFileError}
 */
export function listSites(sitesFolder: string): { site: SiteDefinition; examples: number }[] {
  return siteFolders(sitesFolder).map((folder) => ({
    site: readFolder(folder).site,
    examples: slugsOf(folder).length,
  }));
}

/** The folder of that name before all others. */
function ownFirst(sitesFolder: string, name: string): string[] {
  const own = (folder: string) => basename(folder).toLowerCase() === basename(name.toLowerCase());
  return siteFolders(sitesFolder).sort((a, b) => Number(own(b)) - Number(own(a)));
}

function siteFolders(sitesFolder: string): string[] {
  if (!existsSync(sitesFolder)) return [];
  return readdirSync(sitesFolder)
    .sort()
    .map((entry) => join(sitesFolder, entry))
    .filter((folder) => existsSync(join(folder, 'site.yaml')));
}

function readFolder(folder: string): SiteFolder {
  const file = join(folder, 'site.yaml');
  return { folder, file, site: readSite(file, readFileSync(file, 'utf8')) };
}

/**
 * The examples by slug, as pages that the parsers read.
 * @throws {SiteFileError} one is incomplete, or its `expected.json` is wrong; the message names the place
 */
export function readExamples(folder: string): SiteExample[] {
  return slugsOf(folder).map((slug) => {
    const place = join(folder, 'examples', slug);
    const pageFile = join(place, 'page.html');
    const expectedFile = join(place, 'expected.json');
    for (const file of [pageFile, expectedFile]) {
      if (!existsSync(file))
        throw new SiteFileError(`${file}: is missing; an example is page.html and expected.json`);
    }
    // JSON is read as YAML, which it is a part of: so a mistake has its line and column.
    const read = readYaml(readFileSync(expectedFile, 'utf8'), SiteExampleFile);
    if ('problems' in read) {
      const lines = read.problems.map(
        ({ line, column, key, message }) => `${expectedFile}:${line}:${column}: ${key} ${message}`,
      );
      throw new SiteFileError(lines.join('\n'));
    }
    const { url, fetchedAt, contentType, fields } = read.value;
    const body = new Uint8Array(readFileSync(pageFile));
    const page: Page = {
      url,
      finalUrl: url,
      fetchedAt,
      status: 200,
      headers: contentType === undefined ? {} : { 'content-type': contentType },
      body,
      via: 'archive',
      digest: pageDigest(body),
    };
    return { slug, page, expected: fields };
  });
}

function slugsOf(folder: string): string[] {
  const examples = join(folder, 'examples');
  if (!existsSync(examples)) return [];
  return readdirSync(examples, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}
