import type { NetworkAnswer } from '../../../api/network-answer.ts';
import { counted } from '../counted.ts';
import { address, Link } from '../location.tsx';
import { Defined } from '../term.tsx';
import { siteNames } from './site-names.ts';

type Props = {
  edge: NetworkAnswer['edges'][number];
  sites: NetworkAnswer['sites'];
  closeHref: string;
};

/** Why two sites are joined: each reason with its weight. */
export function EdgeNotice({ edge, sites, closeHref }: Props) {
  const { a, b, weight, reasons, sharedStories } = edge;
  const nameOf = siteNames(sites);
  return (
    <section className="panel edge-notice" aria-live="polite">
      <h2>
        {nameOf(a)} – {nameOf(b)}
      </h2>
      <p>
        <Defined term="edge-weight">
          weight <strong>{weight.toFixed(2)}</strong>
        </Defined>
        {weight >= 0.5 ? ': probably one operation' : ': too little for one operation'}
      </p>
      <ul className="reasons-list">
        {reasons.map((reason) => (
          <li key={reason.kind} data-term="reason-weight">
            {reason.text}
            <span className="meter">
              <i aria-hidden="true">
                <b style={{ width: `${reason.weight * 100}%` }} />
              </i>
              {reason.weight.toFixed(2)}
            </span>
          </li>
        ))}
      </ul>
      <p className="links-row">
        <Link href={address('/compare', { a: `site:${a}`, b: `site:${b}` })}>
          Compare them ({counted(sharedStories, 'shared story', 'shared stories')})
        </Link>
        <Link href={closeHref} keepPlace>
          Close
        </Link>
      </p>
    </section>
  );
}
