import { partsOf } from './canonical-url.ts';

/** What belongs to a crawl. */
export type Scope = {
  /** With port where it is not the scheme's own. */
  hosts: ReadonlySet<string>;
  /** Path prefixes; in scope is what one include fits and no exclude does. */
  include: readonly string[];
  exclude: readonly string[];
};

/** A path that is deeper than this, or says the same over and over, was made by a machine for machines. */
const mostSegments = 16;
const mostRepeats = 3;
const mostParameters = 10;

/** Why a canonical address does not belong to the crawl; null where it does. */
export function outOfScope(url: string, { hosts, include, exclude }: Scope): string | null {
  const { host, pathname, search } = partsOf(url);
  if (!hosts.has(host)) return `${host} is not part of this crawl`;
  const excluded = exclude.find((prefix) => pathname.startsWith(prefix));
  if (excluded !== undefined) return `paths under ${excluded} are excluded`;
  if (!include.some((prefix) => pathname.startsWith(prefix)))
    return `its path is under none of ${include.join(', ')}`;
  const segments = pathname.split('/').filter((segment) => segment !== '');
  if (segments.length > mostSegments)
    return `its path has ${segments.length} parts; an endless path ends at ${mostSegments}`;
  const repeated = segments.length > mostRepeats ? repeatedSegment(segments) : null;
  if (repeated !== null) return `its path repeats ${JSON.stringify(repeated.slice(0, 40))}: an endless path`;
  const parameters = search === '' ? 0 : new URLSearchParams(search).size;
  if (parameters > mostParameters) return `it has ${parameters} parameters, more than ${mostParameters}`;
  return null;
}

function repeatedSegment(segments: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const segment of segments) {
    const count = (counts.get(segment) ?? 0) + 1;
    if (count > mostRepeats) return segment;
    counts.set(segment, count);
  }
  return null;
}

/** A host and its twin with or without "www.": one site for everyone who links to it. */
export function hostWithTwin(host: string): string[] {
  const twin = host.startsWith('www.') ? host.slice(4) : `www.${host}`;
  // An address of numbers and a lone name have no twin.
  return /^[\d.]+(?::\d+)?$/.test(host) || host.startsWith('[') || !twin.includes('.') || !host.includes('.')
    ? [host]
    : [host, twin];
}
