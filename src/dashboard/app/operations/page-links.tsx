import { Link, useAddress } from '../location.tsx';

/** To the first page and the next one of a long list; the place in it is in the address. */
export function PageLinks({ next }: { next: string | null }) {
  const here = useAddress();
  const cursor = here.searchParams.get('cursor');
  if (next === null && cursor === null) return null;
  const at = (place: string | null) => {
    const there = new URL(here);
    if (place === null) there.searchParams.delete('cursor');
    else there.searchParams.set('cursor', place);
    return `${there.pathname}${there.search}`;
  };
  return (
    <nav className="pages" aria-label="Pages">
      {cursor && <Link href={at(null)}>← First page</Link>}
      {next && <Link href={at(next)}>More →</Link>}
    </nav>
  );
}
