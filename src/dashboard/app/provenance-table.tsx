import type { Provenance } from '../../model/provenance.ts';

const SHOWN_RAW = 120;

/** Where each field came from, how sure we are, and which other readings lost. */
export function ProvenanceTable({ rows }: { rows: readonly Provenance[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reached by keyboard
    <section className="scroll" aria-label="Provenance of the fields" tabIndex={0}>
      <table className="provenance">
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Found by</th>
            <th scope="col">As printed</th>
            <th scope="col">
              <abbr title="How sure the parser is, from 0 to 100 %">Sure</abbr>
            </th>
            <th scope="col">Other readings</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ field, method, path, raw, confidence, rivals }, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a field may have several rows, which never move
            <tr key={i}>
              <th scope="row">{field}</th>
              <td>
                {method}
                <code>{path}</code>
              </td>
              <td className="raw-cell">{raw.length > SHOWN_RAW ? `${raw.slice(0, SHOWN_RAW)}…` : raw}</td>
              <td className="number">{Math.round(confidence * 100)} %</td>
              <td>
                {rivals.length === 0
                  ? '–'
                  : rivals.map((rival) => (
                      <span className="rival" key={`${rival.method} ${rival.path}`}>
                        {rival.method}: {rival.raw.slice(0, SHOWN_RAW)}
                      </span>
                    ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
