import type { UrlBiography } from '../../../model/url-biography.ts';
import { DataTable } from '../data-table.tsx';
import { shownTime } from '../shown-time.ts';
import { troubleOutcomes } from './trouble-outcomes.ts';

/** What was decided of it and why, one after the other. */
export function UrlDecisions({ told: { decisions } }: { told: UrlBiography }) {
  return (
    <section>
      <h2>
        Decisions <span className="soft">oldest first, the last 40</span>
      </h2>
      {decisions.length === 0 ? (
        <p className="empty">None yet: no crawl has met it.</p>
      ) : (
        <DataTable
          name="Decisions"
          rows={decisions.map((decision, place) => ({ ...decision, place }))}
          keyOf={({ place }) => String(place)}
          columns={[
            { name: 'Time (UTC)', cell: ({ at }) => <time dateTime={at}>{shownTime(at)}</time> },
            {
              name: 'Outcome',
              term: 'outcome',
              cell: ({ outcome }) => (
                <span className={`badge ${troubleOutcomes.has(outcome) ? 'trouble' : ''}`}>{outcome}</span>
              ),
            },
            { name: 'Reason', cell: ({ reason }) => reason },
            { name: 'Run', cell: ({ runId }) => (runId ? <code>{runId}</code> : '–') },
          ]}
        />
      )}
    </section>
  );
}
