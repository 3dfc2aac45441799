import type { NetworkAnswer } from '../../api/network-answer.ts';
import { address, Link } from './location.tsx';
import { shownLag } from './shown-time.ts';

const MAX_EDGES = 200;
const MAX_MATRIX = 20;
const percent = (share: number) => `${Math.round(share * 100)} %`;
const articlesOf = (site: string) => address('/', { copies: 'all', q: `site:${site}` });

/** What each site adds to the news. */
export function SiteTable({ sites }: Pick<NetworkAnswer, 'sites'>) {
  const sizes = new Map<number, number>();
  for (const { group } of sites) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  const sorted = sites.toSorted(
    (a, b) =>
      (sizes.get(b.group) ?? 0) - (sizes.get(a.group) ?? 0) || a.group - b.group || b.articles - a.articles,
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reached by keyboard
    <section className="scroll" aria-label="Figures of the sites" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Site</th>
            <th scope="col">Operation</th>
            <th scope="col">Articles</th>
            <th scope="col">
              <abbr title="Articles that are no copy, excerpt or revision of another site's">Own</abbr>
            </th>
            <th scope="col">
              <abbr title="Characters in such articles">Own text</abbr>
            </th>
            <th scope="col">Median lag</th>
            <th scope="col">
              <abbr title="Articles whose story no other site tells, a day">Exclusives a day</abbr>
            </th>
            <th scope="col">Addresses</th>
          </tr>
        </thead>
        <tbody>
          {sorted.map((site) => (
            <tr key={site.site}>
              <th scope="row">
                <Link href={articlesOf(site.site)}>{site.site}</Link>
              </th>
              <td>{(sizes.get(site.group) ?? 0) > 1 ? `${sizes.get(site.group)} sites` : 'alone'}</td>
              <td className="number">{site.articles}</td>
              <td className="number">{percent(site.ownShare)}</td>
              <td className="number">{percent(site.ownTextShare)}</td>
              <td className="number">{shownLag(site.medianLagDays)}</td>
              <td className="number">{site.exclusivesPerDay.toFixed(1)}</td>
              <td>
                {site.urlScheme ? <code>{site.urlScheme.shape}</code> : 'no pattern'}
                {site.urlScheme?.checksum != null && ` adding up to ${site.urlScheme.checksum}`}
                {site.trackers.length > 0 && <span className="raw block">{site.trackers.join(', ')}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Each edge with every reason for it. */
export function EdgeTable({ edges }: Pick<NetworkAnswer, 'edges'>) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reached by keyboard
    <section className="scroll" aria-label="Edges and their reasons" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Sites</th>
            <th scope="col">Weight</th>
            <th scope="col">Reasons</th>
          </tr>
        </thead>
        <tbody>
          {edges.slice(0, MAX_EDGES).map(({ a, b, weight, reasons }) => (
            <tr key={`${a} ${b}`}>
              <th scope="row">
                {a} – {b}
              </th>
              <td className="number">{weight.toFixed(2)}</td>
              <td>
                <ul>
                  {reasons.map(({ kind, text, weight: own }) => (
                    <li key={kind}>
                      {text} <span className="raw">({own.toFixed(2)})</span>
                    </li>
                  ))}
                </ul>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Stories that two sites share; a site with itself: its stories. */
export function OverlapTable({ overlap }: Pick<NetworkAnswer, 'overlap'>) {
  const own = (place: number) => overlap.shared[place]?.[place] ?? 0;
  const places = overlap.sites
    .map((_, place) => place)
    .toSorted((a, b) => own(b) - own(a))
    .slice(0, MAX_MATRIX);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reached by keyboard
    <section className="scroll" aria-label="Stories that two sites share" tabIndex={0}>
      <table className="overlap">
        <thead>
          <tr>
            <th scope="col">Site</th>
            {places.map((place, number) => (
              <th key={overlap.sites[place]} scope="col">
                <abbr title={overlap.sites[place]}>{number + 1}</abbr>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {places.map((row, number) => (
            <tr key={overlap.sites[row]}>
              <th scope="row">
                {number + 1} {overlap.sites[row]}
              </th>
              {places.map((column) => (
                <td key={overlap.sites[column]} className={row === column ? 'number own' : 'number'}>
                  {overlap.shared[row]?.[column] || '·'}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
