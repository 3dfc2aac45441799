import type { UrlBiography } from '../../../model/url-biography.ts';
import { DataTable } from '../data-table.tsx';
import { shownTime } from '../shown-time.ts';

/** What the change feed told of its article, and to which webhooks that went. */
export function UrlFeed({ told }: { told: UrlBiography }) {
  return (
    <>
      <Changes changes={told.changes} />
      <Deliveries deliveries={told.deliveries} />
    </>
  );
}

function Changes({ changes }: Pick<UrlBiography, 'changes'>) {
  return (
    <section>
      <h2>
        Changes in the feed <span className="soft">newest first, the last 20</span>
      </h2>
      {changes.length === 0 ? (
        <p className="empty">None: the feed has told nothing of it, or no longer keeps it.</p>
      ) : (
        <DataTable
          name="Changes in the feed"
          rows={changes}
          keyOf={({ seq }) => String(seq)}
          columns={[
            { name: 'Time (UTC)', cell: ({ at }) => <time dateTime={at}>{shownTime(at)}</time> },
            { name: 'Change', cell: ({ type }) => type },
            { name: 'Revision', term: 'revision', number: true, cell: ({ revision }) => revision },
            {
              name: 'Place in the feed',
              term: 'seq',
              number: true,
              cell: ({ seq }) => seq.toLocaleString('en'),
            },
          ]}
        />
      )}
    </section>
  );
}

function Deliveries({ deliveries }: Pick<UrlBiography, 'deliveries'>) {
  return (
    <section>
      <h2>Deliveries</h2>
      {deliveries.length === 0 ? (
        <p className="empty">None: no webhook was sent a message about these changes.</p>
      ) : (
        <DataTable
          name="Deliveries"
          rows={deliveries}
          keyOf={({ webhookId, id }) => `${webhookId} ${id}`}
          columns={[
            { name: 'Webhook', cell: ({ webhookId }) => webhookId },
            { name: 'State', cell: ({ state }) => state },
            { name: 'Attempts', term: 'delivery-attempts', number: true, cell: ({ attempts }) => attempts },
            {
              name: 'Place in the feed',
              term: 'seq',
              number: true,
              cell: ({ seq }) => seq?.toLocaleString('en') ?? '–',
            },
          ]}
        />
      )}
    </section>
  );
}
