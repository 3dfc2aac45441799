import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bareHost } from '../model/bare-host.ts';
import { proposedSchedule } from '../model/schedule-rules.ts';
import type { SiteFields } from '../model/site-definition.ts';
import { addVersion } from './add-version.ts';
import { readSite, SiteFileError } from './read-site.ts';
import { findSite } from './site-folder.ts';
import { siteYaml } from './site-yaml.ts';

/**
 * Gives a site new selectors from a day on. A site without a file gets one.
 *
 * @param hosts of the site, as they stand in addresses
 * @returns the file
 * @throws {SiteFileError} it cannot be written, or would be wrong; nothing was changed
 */
export function writeVersion(
  sitesFolder: string,
  hosts: readonly [string, ...string[]],
  fields: SiteFields,
  since: string,
): string {
  const found = hosts.map((host) => findSite(sitesFolder, host)).find((one) => one !== null);
  const file = found?.file ?? join(sitesFolder, hosts[0].replace(/[^a-z0-9.-]+/g, '-'), 'site.yaml');
  const before = found ? readFileSync(file, 'utf8') : newFile(hosts);
  const text = addVersion(file, before, fields, since);
  try {
    if (!existsSync(dirname(file))) mkdirSync(dirname(file), { recursive: true });
    // Whole or not at all: the service may be reading it.
    const partial = `${file}.${process.pid}.partial`;
    writeFileSync(partial, text);
    renameSync(partial, file);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new SiteFileError(
      `${file}: cannot be written: ${why}; write this version there by hand:\n${text}`,
      {
        cause,
      },
    );
  }
  return file;
}

function newFile(hosts: readonly [string, ...string[]]): string {
  const [host] = hosts;
  const scheme = /:\d+$/.test(host) ? 'http' : 'https';
  const text = siteYaml(
    {
      name: bareHost(host),
      hosts: [...hosts],
      start: [{ list: `${scheme}://${host}/` }],
      schedule: proposedSchedule,
      scope: { include: ['/'], exclude: [] },
      versions: [],
    },
    [],
  );
  readSite(host, text);
  return text;
}
