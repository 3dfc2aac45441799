import type { UrlBiography, UrlCheck } from '../../../model/url-biography.ts';
import { address, Link } from '../location.tsx';
import { Defined } from '../term.tsx';

const tones: Record<UrlCheck['verdict'], string> = { passes: 'good', stops: 'trouble', unknown: 'warn' };

/** Why it is in the feed or not, and what each rule says of it; the one that decides is marked. */
export function UrlAnswer({ told: { inFeed, why, url, record, checks } }: { told: UrlBiography }) {
  const deciding = inFeed ? undefined : checks.find(({ verdict }) => verdict === 'stops');
  return (
    <section aria-labelledby="url-answer">
      <h2 id="url-answer">{inFeed ? 'Why is this in the feed?' : 'Why is this not in the feed?'}</h2>
      <p className="url-why">
        <span className={`badge ${inFeed ? 'good' : 'warn'}`}>
          {inFeed ? 'in the feed' : 'not in the feed'}
        </span>
        {!record && <span className="badge">never met</span>}
        <span>{why}</span>
      </p>
      {record?.outcome === 'dead-letter' && (
        <p>
          <Link href={address('/operations', { part: 'letters', text: url })}>Its dead letter</Link>
        </p>
      )}
      {record?.outcome === 'quarantined' && (
        <p>
          <Link href="/operations?part=quarantine">The pages that are held</Link>
        </p>
      )}
      <h3>
        <Defined term="url-rule">Rules in their order</Defined>
      </h3>
      <ol className="urls" aria-label="Rules in their order">
        {checks.map((check) => (
          <li
            key={`${check.rule} ${check.says}`}
            aria-current={check === deciding ? 'true' : undefined}
            className={check === deciding ? 'deciding' : undefined}
          >
            <span className={`badge ${tones[check.verdict]}`}>{check.verdict}</span>
            <p className="address">
              <b>{check.rule}</b> {check.says}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}
