import type { NetworkAnswer } from '../../../api/network-answer.ts';
import { Link } from '../location.tsx';
import { networkLayout, type PlacedSite } from './network-layout.ts';
import { siteNames } from './site-names.ts';

type Props = {
  network: NetworkAnswer;
  chosen: NetworkAnswer['edges'][number] | null;
  linkTo(edge: string): string;
};

/** Sites on a ring, joined where several signs speak for one hand; each line leads to its reasons. */
export function NetworkPicture({ network, chosen, linkTo }: Props) {
  const { size, height, ring, sites, edges, left } = networkLayout(network);
  const nameOf = siteNames(network.sites);
  const middle = size / 2;
  return (
    <figure className="network">
      {/* biome-ignore lint/a11y/useSemanticElements: a picture with links is no fieldset */}
      <svg
        viewBox={`0 ${(size - height) / 2} ${size} ${height}`}
        role="group"
        aria-label={`${sites.length} sites and ${edges.length} edges between them; the table below has the same in words`}
      >
        {edges.toReversed().map(({ edge, from, to }) => {
          const path = `M${from.x} ${from.y}Q${middle} ${middle} ${to.x} ${to.y}`;
          const isChosen = edge === chosen;
          return (
            <Link
              key={`${edge.a} ${edge.b}`}
              href={linkTo(`${edge.a}~${edge.b}`)}
              keepPlace
              className={`edge ${edge.weight >= 0.5 ? 'strong' : ''} ${isChosen ? 'chosen' : ''}`}
              aria-current={isChosen ? 'true' : undefined}
              aria-label={`${nameOf(edge.a)} and ${nameOf(edge.b)}, weight ${edge.weight.toFixed(2)}`}
            >
              <path className="hit" d={path} />
              <path className="line" d={path} strokeWidth={Math.round(10 * (0.8 + 4 * edge.weight)) / 10} />
            </Link>
          );
        })}
        {sites.map((place) => (
          <Node key={place.site.site} {...{ place, middle, ring }} name={nameOf(place.site.site)} />
        ))}
      </svg>
      <figcaption className="raw">
        Size: articles. Colour: one probable operation. Line: weight of the reasons, full from 0.5.
        {left > 0 && ` ${left} more sites with edges stand in the table only.`}
      </figcaption>
    </figure>
  );
}

type NodeProps = { place: PlacedSite; middle: number; ring: number; name: string };

function Node({ place, middle, ring, name }: NodeProps) {
  const { site, x, y, radius, degrees, colour } = place;
  // Names run outwards; on the left half they are turned so that none stands on its head.
  const isLeft = degrees > 90 || degrees < -90;
  const shown = name.length > 24 ? `${name.slice(0, 23)}…` : name;
  return (
    <g className={`node group-${colour}`}>
      <circle cx={x} cy={y} r={radius}>
        <title>{`${name} (${site.site}): ${site.articles} articles`}</title>
      </circle>
      <text
        transform={`rotate(${degrees} ${middle} ${middle}) translate(${middle + ring + radius + 6} ${middle})${isLeft ? ' rotate(180)' : ''}`}
        textAnchor={isLeft ? 'end' : 'start'}
        dominantBaseline="middle"
      >
        {shown}
      </text>
    </g>
  );
}
