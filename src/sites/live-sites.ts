import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { SiteDefinition } from '../model/site-definition.ts';
import { readSite, SiteFileError } from './read-site.ts';
import type { PlacedSite } from './site-named.ts';

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
  current(): readonly PlacedSite[];
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
export function readSites(folder: string): readonly PlacedSite[] {
  const sites = openLiveSites(folder, () => new Date());
  sites.check();
  return sites.current();
}

type Held = { mark: string; site: PlacedSite | null; problem: SiteProblem | null };

/**
 * The site files, read again while the service runs. A file that breaks leaves its site as it was; so does one that claims
 * a host of another site, and a folder that cannot be read leaves all. One that is wrong from the beginning is not in use;
 * who cannot do without it asks `check`.
 */
export function openLiveSites(folder: string, now: () => Date): LiveSites {
  const held = new Map<string, Held>();
  let unread: SiteProblem | null = null;
  read(() => undefined);

  function read(tell: (line: string) => void): void {
    const { files, fault } = siteFiles(folder, held.size > 0);
    if (fault !== null) {
      if (unread?.message === fault) return;
      const inForce = held.size > 0 ? 'before' : 'nothing';
      unread = { file: folder, message: fault, since: now().toISOString(), inForce };
      const holds = inForce === 'before' ? 'all sites stay as they were' : 'no site is in use';
      tell(`${fault}; ${holds} until it can be read`);
      return;
    }
    if (unread) tell(`${folder}: can be read again`);
    unread = null;
    for (const file of [...held.keys()]) {
      if (files.includes(file)) continue;
      held.delete(file);
      tell(`${file}: is gone: its site too`);
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
        tell(`${file}: read anew`);
        continue;
      }
      const isNews = before?.problem?.message !== message;
      const inForce = before?.site ? 'before' : 'nothing';
      const since = isNews ? now().toISOString() : (before?.problem?.since ?? '');
      held.set(file, { mark, site: before?.site ?? null, problem: { file, message, since, inForce } });
      const holds = before?.site ? 'the site stays as it was' : 'the site is not in use';
      if (isNews) tell(`${message}; ${holds} until the file is right`);
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

  function problems(): readonly SiteProblem[] {
    const ofFiles = [...held.values()].flatMap(({ problem }) => (problem ? [problem] : []));
    return unread ? [unread, ...ofFiles] : ofFiles;
  }

  return {
    current: () =>
      [...held.keys()].sort().flatMap((file) => {
        const site = held.get(file)?.site;
        return site ? [site] : [];
      }),
    problems,
    check() {
      const messages = problems().map(({ message }) => message);
      if (messages.length > 0) throw new SiteFileError(messages.join('\n'));
    },
    reread() {
      const told: string[] = [];
      read((line) => told.push(line));
      return told;
    },
  };
}

function readFile(file: string): { site: PlacedSite; fault: null } | { site: null; fault: string } {
  try {
    const site = readSite(file, readFileSync(file, 'utf8'));
    return { site: { ...site, folder: basename(dirname(file)) }, fault: null };
  } catch (error) {
    return { site: null, fault: error instanceof Error ? error.message : String(error) };
  }
}

/** A folder that never was has no files; one that went away, or cannot be read, says nothing about them. */
function siteFiles(folder: string, wasThere: boolean): { files: string[]; fault: string | null } {
  if (!wasThere && !existsSync(folder)) return { files: [], fault: null };
  try {
    const files = readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => join(folder, name, 'site.yaml'))
      .filter(mayBeThere)
      .sort();
    return { files, fault: null };
  } catch (error) {
    return { files: [], fault: `${folder}: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** False only where it is sure; why another cannot be reached is told when it is read. */
function mayBeThere(file: string): boolean {
  try {
    return statSync(file, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return true;
  }
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
