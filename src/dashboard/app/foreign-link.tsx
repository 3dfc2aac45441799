import type { ReactNode } from 'react';

/** A link to a page of others. Anything but http and https (javascript:, data:) stays text. */
export function ForeignLink({ url, children }: { url: string; children: ReactNode }) {
  if (!/^https?:\/\//i.test(url)) return <span>{children}</span>;
  return (
    <a href={url} rel="noreferrer noopener" target="_blank" className="foreign">
      {children}
    </a>
  );
}
