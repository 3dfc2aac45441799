import type { DateVerdict } from '../../model/date-evidence.ts';

const MEANINGS: Record<DateVerdict, string> = {
  consistent: 'No evidence speaks against the claimed date',
  late: 'The text stood elsewhere well before the claimed date',
  backdated: 'The claimed date lies before the evidence allows',
  unknown: 'There is too little evidence to judge the claimed date',
};

/** The verdict on a claimed date in one word; its meaning on hover. */
export function VerdictBadge({ verdict }: { verdict: DateVerdict }) {
  return (
    <span className={`badge verdict-${verdict}`} title={MEANINGS[verdict]}>
      {verdict}
    </span>
  );
}
