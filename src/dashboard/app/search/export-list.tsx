import { useState } from 'react';
import { Problem } from '../../../api/answers.ts';
import { counted } from '../counted.ts';
import { address } from '../location.tsx';
import { askFor } from '../use-answer.ts';

const FORMATS = [
  { format: 'csv', name: 'CSV', use: 'for spreadsheets' },
  { format: 'ndjson', name: 'NDJSON', use: 'a JSON object a line' },
  { format: 'parquet', name: 'Parquet', use: 'for DuckDB, pandas, R' },
] as const;

type State = { total: string; bytes: number; done: boolean } | { problem: string } | null;

/** Every article that fits, as a file; how far it is shows while it comes. */
export function ExportList({ query }: { query: string }) {
  const [state, setState] = useState<State>(null);
  const busy = state !== null && 'bytes' in state && !state.done;
  return (
    <>
      <p>Every article that fits, copies too:</p>
      <ul className="formats">
        {FORMATS.map(({ format, name, use }) => (
          <li key={format}>
            <button
              type="button"
              className="plain"
              disabled={busy}
              onClick={() => void take(query, format, setState)}
            >
              {name}
            </button>{' '}
            <span className="raw">{use}</span>
          </li>
        ))}
      </ul>
      {state && (
        <p role="status" className={'problem' in state ? 'problem' : 'raw'}>
          {'problem' in state
            ? state.problem
            : `${state.done ? 'Done' : 'Coming'}: ${state.total}, ${Math.ceil(state.bytes / 1_000).toLocaleString('en')} kB${state.done ? '' : ' so far'}`}
        </p>
      )}
    </>
  );
}

/** By a request of ours, and not by a plain link: a key goes with it, and a broken end does not look like a whole file. */
async function take(query: string, format: string, tell: (state: State) => void): Promise<void> {
  try {
    const response = await askFor(address('/v1/export', { q: query, format }));
    if (!response.ok || !response.body) {
      tell({ problem: Problem.parse(await response.json()).detail });
      return;
    }
    const total = totalOf(response.headers.get('wellspring-total') ?? '');
    tell({ total, bytes: 0, done: false });
    const chunks: BlobPart[] = [];
    let bytes = 0;
    const reader = response.body.getReader();
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      chunks.push(read.value);
      bytes += read.value.length;
      tell({ total, bytes, done: false });
    }
    const name = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1];
    handOver(new Blob(chunks), name ?? `wellspring.${format}`);
    tell({ total, bytes, done: true });
  } catch (error) {
    tell({ problem: `The file did not come whole (${String(error)}). Try again.` });
  }
}

/** "1204;exact": how many articles come, and how sure that is. */
function totalOf(header: string): string {
  const [count = '', sure = 'exact'] = header.split(';');
  const words = { estimate: 'about ', 'at-least': 'at least ' }[sure] ?? '';
  return `${words}${counted(Number(count), 'article')}`;
}

function handOver(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // The download has the file by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
