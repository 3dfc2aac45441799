import { NetworkAnswer } from '../../../api/network-answer.ts';
import { counted } from '../counted.ts';
import { address, useAddress } from '../location.tsx';
import { Loading, ProblemNotice } from '../problem-notice.tsx';
import { shownDay } from '../shown-time.ts';
import { Defined } from '../term.tsx';
import { shownOf, useAnswer } from '../use-answer.ts';
import { useTitle } from '../use-title.ts';
import { EdgeNotice } from './edge-notice.tsx';
import { NetworkPicture } from './network-picture.tsx';
import { EdgeTable, OperationTable } from './network-tables.tsx';

/** Which sites probably belong together, and why. */
export function NetworkPage() {
  useTitle('Network');
  const { searchParams } = useAddress();
  const q = searchParams.get('q');
  const answer = useAnswer(address('/v1/network', { q }), NetworkAnswer);
  const network = shownOf(answer);
  if (answer.state === 'failed') return <ProblemNotice problem={answer.problem} page />;
  if (!network) return <Loading />;
  const { window, edges } = network;
  const linkTo = (edge: string | null) => address('/network', { q, edge });
  const chosen = edges.find(({ a, b }) => `${a}~${b}` === searchParams.get('edge'));
  return (
    <div className="network-page">
      <div className="page-head">
        <div>
          <h1>Network</h1>
          <p className="lead">
            Which sites probably belong together, from{' '}
            <Defined term="articles">{counted(window.articles, 'article')}</Defined>
            {window.from && window.to && ` first seen ${shownDays(window.from, window.to)}`}
            {!window.complete && '; older ones are not counted'}
            {q && `, query ${q}`}
          </p>
        </div>
      </div>
      {edges.length === 0 ? (
        <p className="empty">
          No two sites have several signs in common yet. A picture comes with more sites:{' '}
          <code>npx wellspring crawl https://…</code>
        </p>
      ) : (
        <>
          <div className="network-columns">
            <NetworkPicture network={network} chosen={chosen ?? null} linkTo={linkTo} />
            <div>
              {chosen ? (
                <EdgeNotice edge={chosen} sites={network.sites} closeHref={linkTo(null)} />
              ) : (
                <section className="panel">
                  <h2>
                    <Defined term="operation">Probable operations</Defined>
                  </h2>
                  <OperationTable sites={network.sites} />
                  <p className="raw">
                    Choose a line of the picture, or a row below, for the reasons behind it.
                  </p>
                </section>
              )}
            </div>
          </div>
          <section>
            <h2>Every edge, explained</h2>
            <EdgeTable edges={edges} sites={network.sites} linkTo={linkTo} chosen={chosen ?? null} />
          </section>
        </>
      )}
    </div>
  );
}

function shownDays(from: string, to: string): string {
  const [first, last] = [shownDay(from), shownDay(to)];
  return first === last ? `on ${first}` : `${first} to ${last}`;
}
