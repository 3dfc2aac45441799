import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { SiteDefinition } from '../model/site-definition.ts';
import { readSite, SiteFileError } from './read-site.ts';

/** A site file that cannot be used as it is now. */
export type SiteProblem = {
  file: string;
  /** With line and column: what was found and what is allowed. */
  message: string;
  since: string;
  /** What holds instead: the file as it was before, or nothing since it never was right. */
  inForce: 'before' | 'nothing';
};

export type LiveSites = {
  /** By folder name. */
  current(): readonly SiteDefinition[];
  problems(): readonly SiteProblem[];
  /** @throws {SiteFileError} one cannot be used as it is now */
  check(): void;
  /** Reads what changed; gives back what is to be told: files that changed, broke, or are right again. */
  reread(): readonly string[];
};

/**
 * Every `<folder>/<name>/site.yaml` as it is now, by folder name. A folder that is not there has no sites.
 * @throws {SiteFileError} one of them is wrong, or two claim one host
 */
export function readSites(folder: string): readonly SiteDefinition[] {
  const sites = openLiveSites(folder, () => new Date());
  sites.check();
  return sites.current();
}

type Held = { mark: string; site: SiteDefinition | null; problem: SiteProblem | null };

/**
 * The site files, read again while the service runs. A file that breaks leaves its site as it was; so does one that claims
 * a host of another site. One that is wrong from the beginning is not in use; who cannot do without it asks `check`.
 */
export function openLiveSites(folder: string, now: () => Date): LiveSites {
  const held = new Map<string, Held>();
  read(() => undefined);

  function read(tell: (file: string, problem: string | null) => void): void {
    const files = siteFiles(folder);
    for (const file of [...held.keys()]) {
      if (files.includes(file)) continue;
      held.delete(file);
      tell(file, null);
    }
    for (const file of files) {
      const mark = markOf(file);
      const before = held.get(file);
      // One that is in the way of another is looked at again whenever the others may have changed.
      if (before && before.mark === mark && !before.problem) continue;
      const { site, fault } = readFile(file);
      const claimed = site && claimOf(site, file);
      const message = fault ?? claimed;
      if (message === null) {
        held.set(file, { mark, site, problem: null });
        tell(file, null);
        continue;
      }
      const isNews = before?.problem?.message !== message;
      const inForce = before?.site ? 'before' : 'nothing';
      const since = isNews ? now().toISOString() : (before?.problem?.since ?? '');
      held.set(file, { mark, site: before?.site ?? null, problem: { file, message, since, inForce } });
      if (isNews) tell(file, message);
    }
  }

  /** The host that another site has already; null: none. */
  function claimOf(site: SiteDefinition, file: string): string | null {
    for (const [other, { site: theirs }] of held) {
      if (other === file || !theirs) continue;
      const host = site.hosts.find((one) => theirs.hosts.includes(one));
      if (host !== undefined) return `${file}: hosts names ${host}, which ${other} has already`;
      if (theirs.name.toLowerCase() === site.name.toLowerCase())
        return `${file}: name is ${JSON.stringify(site.name)}, which ${other} has already`;
    }
    return null;
  }

  return {
    current: () =>
      [...held.keys()].sort().flatMap((file) => {
        const site = held.get(file)?.site;
        return site ? [site] : [];
      }),
    problems: () => [...held.values()].flatMap(({ problem }) => (problem ? [problem] : [])),
    check() {
      const messages = [...held.values()].flatMap(({ problem }) => (problem ? [problem.message] : []));
      if (messages.length > 0) throw new SiteFileError(messages.join('\n'));
    },
    reread() {
      const told: string[] = [];
      read((file, problem) => {
        if (problem === null) told.push(`${file}: ${held.has(file) ? 'read anew' : 'is gone: its site too'}`);
        else {
          const holds = held.get(file)?.site ? 'the site stays as it was' : 'the site is not in use';
          told.push(`${problem}; ${holds} until the file is right`);
        }
      });
      return told;
    },
  };
}

function readFile(file: string): { site: SiteDefinition; fault: null } | { site: null; fault: string } {
  try {
    return { site: readSite(file, readFileSync(file, 'utf8')), fault: null };
  } catch (error) {
    return { site: null, fault: error instanceof Error ? error.message : String(error) };
  }
}

function siteFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(folder, name, 'site.yaml'))
    .filter((file) => existsSync(file))
    .sort();
}

function markOf(file: string): string {
  try {
    const { mtimeMs, size, ino } = statSync(file);
    return `${mtimeMs} ${size} ${ino}`;
  } catch {
    // It went away in between: the next look sees it gone.
    return 'gone';
  }
}
