import type { Provenance } from '../../../model/provenance.ts';
import { DataTable } from '../data-table.tsx';

const SHOWN_RAW = 120;
const cut = (text: string) => (text.length > SHOWN_RAW ? `${text.slice(0, SHOWN_RAW)}…` : text);

/** Where each field came from, how sure we are, and which other readings lost. */
export function ProvenanceTable({ rows }: { rows: readonly Provenance[] }) {
  return (
    <DataTable
      name="Provenance of the fields"
      className="provenance stacked"
      rows={rows.map((row, place) => ({ ...row, place }))}
      keyOf={({ place }) => String(place)}
      columns={[
        { name: 'Field', cell: ({ field }) => field },
        {
          name: 'Sure',
          term: 'field-confidence',
          number: true,
          cell: ({ confidence }) => <Meter share={confidence} />,
        },
        {
          name: 'Found by',
          cell: ({ method, path }) => (
            <>
              {method}
              <code>{path}</code>
            </>
          ),
        },
        { name: 'As printed', cell: ({ raw }) => <span className="raw-cell">{cut(raw)}</span> },
        {
          name: 'Other readings',
          cell: ({ rivals }) =>
            rivals.length === 0
              ? '–'
              : rivals.map(({ method, path, raw }, i) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: two readings may be alike in all
                  <span className="rival" key={`${i} ${method} ${path}`}>
                    {method}: {cut(raw)}
                  </span>
                )),
        },
      ]}
    />
  );
}

function Meter({ share }: { share: number }) {
  return (
    <span className="meter">
      {Math.round(share * 100)} %
      <i aria-hidden="true">
        <b style={{ width: `${share * 100}%` }} />
      </i>
    </span>
  );
}
