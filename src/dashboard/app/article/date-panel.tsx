import type { PublicArticle } from '../../../model/change-event.ts';
import { shownClaim, shownLag, shownTime } from '../shown-time.ts';
import { Defined } from '../term.tsx';
import { VerdictBadge } from '../verdict-badge.tsx';

/** The claimed date, the verdict on it, and every piece of evidence behind the verdict. */
export function DatePanel({ article }: { article: PublicArticle }) {
  const { claimedDate, dateVerdict, dateReasons, dateEvidence, lagDays } = article;
  return (
    <section className="panel">
      <h2>
        <Defined term="claimed-date">Claimed date</Defined>
      </h2>
      <p className="claim">
        {claimedDate ? shownClaim(claimedDate) : 'none'} <VerdictBadge verdict={dateVerdict} />
      </p>
      {claimedDate && <p className="raw">printed as “{claimedDate.raw}”</p>}
      {lagDays !== null && (
        <p>
          <Defined term="lag">Lag</Defined>: <strong data-term="lag">{shownLag(lagDays)}</strong>
        </p>
      )}
      {dateReasons.length > 0 && (
        <ul className="reasons">
          {dateReasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
      {dateEvidence.length > 0 && (
        <details>
          <summary>{dateEvidence.length} pieces of evidence</summary>
          <dl className="facts">
            {dateEvidence.map(({ kind, raw, iso, zone }) => (
              <div key={`${kind} ${raw}`} className="row">
                <dt>{kind}</dt>
                <dd title={raw}>{iso ? `${shownTime(iso)}${zone ? ` (${zone})` : ''}` : `“${raw}”`}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </section>
  );
}
