import type { DateVerdict } from '../../model/date-evidence.ts';
import { defined } from './term.tsx';

/** The verdict on a claimed date in one word. */
export function VerdictBadge({ verdict }: { verdict: DateVerdict }) {
  return (
    <span className={`badge verdict-${verdict}`} {...defined('verdict')}>
      {verdict}
    </span>
  );
}
