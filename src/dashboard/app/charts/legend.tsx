import type { ReactNode } from 'react';

/** Which colour stands for what. */
export function Legend({ entries }: { entries: readonly { mark: string; name: ReactNode }[] }) {
  return (
    <span className="legend">
      {entries.map(({ mark, name }) => (
        <span key={mark} className="key">
          <i className={`mark ${mark}`} aria-hidden="true" /> {name}
        </span>
      ))}
    </span>
  );
}
