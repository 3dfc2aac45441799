import { Link } from './location.tsx';
import { facetTerm, hasTerm, withTerm } from './narrowed-query.ts';
import { shownDay } from './shown-time.ts';

type Props = {
  days: readonly { value: string; count: number }[];
  query: string;
  linkTo(query: string): string;
};
const DAY_MS = 86_400_000;
/** So many bars at most can be told apart; older days are left out. */
const MAX_BARS = 120;

/** Articles by the day they were first seen, days without any included; a bar narrows the query to its day. */
export function DayBars({ days, query, linkTo }: Props) {
  const counts = new Map(days.map(({ value, count }) => [value, count]));
  const all = everyDay([...counts.keys()].sort()).slice(-MAX_BARS);
  const most = Math.max(...counts.values());
  return (
    <figure className="day-bars">
      <figcaption>
        First seen, {shownDay(all[0] ?? '')} to {shownDay(all.at(-1) ?? '')} (UTC)
      </figcaption>
      <ul>
        {all.map((day) => {
          const count = counts.get(day) ?? 0;
          const term = facetTerm('day', day);
          const text = `${shownDay(day)}: ${count} ${count === 1 ? 'article' : 'articles'}`;
          if (count === 0) return <li key={day} aria-hidden="true" />;
          return (
            <li key={day}>
              <Link
                href={linkTo(withTerm(query, term))}
                aria-label={text}
                title={text}
                aria-current={hasTerm(query, term) ? 'true' : undefined}
              >
                <span style={{ height: `${(100 * count) / most}%` }} />
              </Link>
            </li>
          );
        })}
      </ul>
    </figure>
  );
}

function everyDay(known: readonly string[]): string[] {
  const [first] = known;
  const last = known.at(-1);
  if (!first || !last) return [];
  const from = Math.max(Date.parse(first), Date.parse(last) - (MAX_BARS - 1) * DAY_MS);
  const days: string[] = [];
  for (let at = from; at <= Date.parse(last); at += DAY_MS)
    days.push(new Date(at).toISOString().slice(0, 10));
  return days;
}
