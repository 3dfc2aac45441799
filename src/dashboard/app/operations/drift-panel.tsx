import { DriftAnswer } from '../../../api/health-answers.ts';
import type { Drift } from '../../../model/drift.ts';
import { counted } from '../counted.ts';
import { ForeignLink } from '../foreign-link.tsx';
import { address, Link } from '../location.tsx';
import { shownTime } from '../shown-time.ts';
import { ActionButton } from './action-desk.tsx';
import { acceptAction, approveAction, dropAction, releaseAction } from './actions.ts';
import { Answered } from './answered.tsx';
import { signsText } from './signs-text.ts';
import { useLiveAnswer } from './use-live-answer.ts';

type Proposal = DriftAnswer['proposals'][number];

/** One change of a site. Open, it tries selectors on the held pages, which takes some seconds. */
export function DriftPanel({ drift, isOpen }: { drift: Drift; isOpen: boolean }) {
  const { id, site, severity, since, sinceUrl, signs } = drift;
  const which = `the held pages of ${site}`;
  return (
    <section className="panel" aria-label={`Change of ${site}`}>
      <h3>
        <Link href={address('/operations', { part: 'quarantine', drift: id })}>{site}</Link>{' '}
        <span className={`badge ${severity === 'hold' ? 'trouble' : 'warn'}`}>
          {severity === 'hold' ? 'pages are held' : 'nothing suffers'}
        </span>
      </h3>
      <p className="meta">
        <span>since {shownTime(since)}</span>
        {sinceUrl && (
          <span>
            first on <ForeignLink url={sinceUrl}>{sinceUrl}</ForeignLink>
          </span>
        )}
        <span>{signsText(signs)}</span>
      </p>
      {isOpen ? (
        <Proposals drift={drift} />
      ) : (
        <p>
          <Link href={address('/operations', { part: 'quarantine', drift: id })} keepPlace>
            What changed, and what would mend it
          </Link>
        </p>
      )}
      <p className="links-row">
        <ActionButton name="Accept" action={acceptAction(drift)} />
        <ActionButton name="Release all" action={releaseAction(`all of ${which}`, { drift: id })} />
        <ActionButton name="Drop all" action={dropAction(`all of ${which}`, { drift: id })} />
      </p>
    </section>
  );
}

function Proposals({ drift }: { drift: Drift }) {
  const answer = useLiveAnswer(`/v1/drifts/${encodeURIComponent(drift.id)}`, DriftAnswer);
  return (
    <Answered answer={answer}>
      {({ signs, held, proposals }) => (
        <>
          <ul className="signs">
            {signs.map((sign) => (
              <li key={sign}>{sign}</li>
            ))}
          </ul>
          <p>
            <b data-term="held-pages">{counted(held, 'page')}</b> held.
            {proposals.length === 0 && ' No selector was found that would mend it.'}
          </p>
          <ul className="proposals">
            {proposals.map((proposal) => (
              <li key={`${proposal.field} ${proposal.selector}`}>
                <ProposalLine drift={drift} proposal={proposal} />
              </li>
            ))}
          </ul>
        </>
      )}
    </Answered>
  );
}

function ProposalLine({ drift, proposal }: { drift: Drift; proposal: Proposal }) {
  const { field, selector, reason, effect } = proposal;
  const [example] = effect.examples;
  return (
    <>
      <p>
        {field} by <code>{selector}</code>{' '}
        <ActionButton name="Approve" action={approveAction(drift, proposal)} />
      </p>
      <p className="meta">
        <span>
          found on {effect.before} of {effect.pages} pages now, on {effect.after} with it,{' '}
          {counted(effect.distinct, 'value')}
        </span>
        {effect.right && (
          <span>
            as known before on {effect.right.pages} of {effect.right.of}
          </span>
        )}
        {example && (
          <span>
            for example “{example.after ?? 'nothing'}” where there was{' '}
            {example.before === null ? 'nothing' : `“${example.before}”`}
          </span>
        )}
        <span>{reason}</span>
      </p>
    </>
  );
}
