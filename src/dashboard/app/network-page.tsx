import { useEffect } from 'react';
import { NetworkAnswer } from '../../api/network-answer.ts';
import { address, useAddress } from './location.tsx';
import { NetworkPicture } from './network-picture.tsx';
import { EdgeTable, OverlapTable, SiteTable } from './network-tables.tsx';
import { Loading, ProblemNotice } from './problem-notice.tsx';
import { shownDay } from './shown-time.ts';
import { useAnswer } from './use-answer.ts';

/** Which sites probably belong together, why, and what each of them adds. */
export function NetworkPage() {
  const q = useAddress().searchParams.get('q');
  const answer = useAnswer(address('/v1/network', { q }), NetworkAnswer);
  useEffect(() => {
    document.title = 'Network – Wellspring';
  }, []);
  if (answer.state === 'failed') return <ProblemNotice problem={answer.problem} page />;
  const network = answer.state === 'here' ? answer.value : answer.stale;
  if (!network) return <Loading />;
  const { window, edges } = network;
  return (
    <div className="network-page">
      <div className="page-head">
        <h1>Network</h1>
        <p className="lead">
          {window.articles.toLocaleString('en')} articles
          {window.from && window.to && ` first seen ${shownDay(window.from)} to ${shownDay(window.to)}`}
          {!window.complete && '; older ones are not counted'}
        </p>
      </div>
      <NetworkPicture network={network} />
      <section>
        <h2>Sites</h2>
        <SiteTable sites={network.sites} />
      </section>
      {edges.length > 0 && (
        <section>
          <h2>Why they are joined</h2>
          <EdgeTable edges={edges} />
        </section>
      )}
      <section>
        <h2>Stories in common</h2>
        <OverlapTable overlap={network.overlap} />
      </section>
    </div>
  );
}
