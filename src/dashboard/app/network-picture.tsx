import type { NetworkAnswer } from '../../api/network-answer.ts';
import { networkLayout, type PlacedSite } from './network-layout.ts';

/** Sites on a ring, joined where several signs speak for one hand; the tables below say the same in words. */
export function NetworkPicture({ network }: { network: NetworkAnswer }) {
  const { size, sites, edges, left } = networkLayout(network);
  if (sites.length === 0) return <p className="empty">No two sites have several signs in common.</p>;
  const middle = size / 2;
  return (
    <figure className="network">
      <svg
        viewBox={`0 0 ${size} ${size}`}
        role="img"
        aria-label={`${sites.length} sites and ${edges.length} edges between them; the tables below name them`}
      >
        {edges.map(({ edge, from, to }) => (
          <path
            key={`${edge.a} ${edge.b}`}
            d={`M${from.x} ${from.y}Q${middle} ${middle} ${to.x} ${to.y}`}
            className={edge.weight >= 0.5 ? 'edge strong' : 'edge'}
            strokeWidth={Math.round(10 * (0.5 + 3 * edge.weight)) / 10}
          >
            <title>{`${edge.a} – ${edge.b}: ${edge.weight.toFixed(2)}`}</title>
          </path>
        ))}
        {sites.map((place) => (
          <Node key={place.site.site} place={place} middle={middle} />
        ))}
      </svg>
      <figcaption className="raw">
        Size: articles. Colour: one probable operation. Line: weight of the reasons.
        {left > 0 && ` ${left} more sites with edges stand in the tables only.`}
      </figcaption>
    </figure>
  );
}

function Node({ place, middle }: { place: PlacedSite; middle: number }) {
  const { site, x, y, radius, degrees, colour } = place;
  // Names run outwards; on the left half they are turned so that none stands on its head.
  const isLeft = degrees > 90 || degrees < -90;
  return (
    <g className={`node group-${colour}`}>
      <circle cx={x} cy={y} r={radius}>
        <title>{`${site.site}: ${site.articles} articles`}</title>
      </circle>
      <text
        transform={`rotate(${degrees} ${middle} ${middle}) translate(${middle + 235 + radius + 6} ${middle})${isLeft ? ' rotate(180)' : ''}`}
        textAnchor={isLeft ? 'end' : 'start'}
        dominantBaseline="middle"
      >
        {site.site.length > 24 ? `${site.site.slice(0, 23)}…` : site.site}
      </text>
    </g>
  );
}
