import { bareHost } from './twin-address.ts';

/**
 * Where a site is at home: with or without "www.", http or https. Its pages are met under all four, and each is fetched
 * once, under the origin that the start answered at.
 */
export type HomeOrigins = {
  /** A page was answered there: the first one decides, and a redirect from one origin of a site to another. */
  learn(url: string, options: { moved: boolean }): void;
  /** The same address at its site's home; as it is where the site is not known. */
  atHome(url: string): string;
};

const webHost = /^https?:\/\/[^/?#]+/;

export function homeOrigins(): HomeOrigins {
  const homes = new Map<string, string>();
  // Ports tell servers apart, and an address of numbers has no twin.
  const siteOf = ({ hostname, port }: URL) => (port === '' ? bareHost(hostname) : null);
  // What needs no rewriting is most of all: told by its origin alone.
  const right = new Set<string>();

  return {
    learn(url, { moved }) {
      const parsed = new URL(url);
      const site = siteOf(parsed);
      if (site === null || (homes.has(site) && !moved)) return;
      homes.set(site, parsed.origin);
      right.clear();
    },
    atHome(url) {
      const [origin = ''] = webHost.exec(url) ?? [];
      if (right.has(origin)) return url;
      const site = siteOf(new URL(url));
      const home = site === null ? origin : (homes.get(site) ?? origin);
      // A form for small screens is a page of its own until it is known to be a twin.
      const isForm =
        /^https?:\/\/(?:m|mobile|wap|amp)\./.test(url) || /^https?:\/\/(?:m|mobile|wap|amp)\./.test(home);
      if (home === origin || isForm) {
        right.add(origin);
        return url;
      }
      return home + url.slice(origin.length);
    },
  };
}
