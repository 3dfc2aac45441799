import { createRequire } from 'node:module';

// The package's types describe an ES module but its code is CommonJS, so an import cannot be typed: what we use of it
// is written down here.
type RobotsFile = {
  isAllowed(url: string, agent: string): boolean | undefined;
  getMatchingLineNumber(url: string, agent: string): number;
  getCrawlDelay(agent: string): number | undefined;
  getSitemaps(): string[];
};
const robotsParser: (url: string, text: string) => RobotsFile = createRequire(import.meta.url)(
  'robots-parser',
);

/** What a host's robots.txt says to us. */
export type RobotsRules = {
  /** Null: may be fetched; else the line that forbids it. */
  refusal(url: string): string | null;
  /** Seconds; null where none is named. */
  crawlDelaySeconds: number | null;
  sitemaps: readonly string[];
};

/** RFC 9309 section 2.5: at least 500 KiB are read; more would be at the cost of everyone else. */
export const maxRobotsBytes = 512 * 1_024;

/**
 * @param text at most `maxRobotsBytes` of the file; a byte order mark and lone carriage returns are borne
 * @param agent the product token that groups are matched with ("Wellspring")
 */
export function robotsRules(robotsUrl: string, text: string, agent: string): RobotsRules {
  const lines = plainEscapes(text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n'));
  const file = robotsParser(robotsUrl, lines);
  const delay = file.getCrawlDelay(agent);
  return {
    refusal(url) {
      const { origin, pathname, search } = new URL(url);
      // A URL keeps these signs as they are; the parser escapes them in the rules.
      const path = plainEscapes(pathname + search).replace(/[[\]|]/g, encodeURIComponent);
      if (pathname === '/robots.txt' || file.isAllowed(origin + path, agent) !== false) return null;
      const line = file.getMatchingLineNumber(origin + path, agent);
      const rule = line > 0 ? lines.split('\n')[line - 1]?.trim() : undefined;
      return rule ? `robots.txt line ${line}: ${rule}` : 'robots.txt forbids it';
    },
    crawlDelaySeconds: typeof delay === 'number' && Number.isFinite(delay) && delay >= 0 ? delay : null,
    sitemaps: file.getSitemaps(),
  };
}

/** `%7E` is `~`: letters, digits and -._~ mean the same with and without an escape (RFC 9309 section 2.2.2). */
function plainEscapes(text: string): string {
  return text.replace(/%(?:2[de]|3\d|4[1-9a-f]|5[\daf]|6[1-9a-f]|7[\dae])/gi, (escaped) =>
    String.fromCharCode(Number.parseInt(escaped.slice(1), 16)),
  );
}
