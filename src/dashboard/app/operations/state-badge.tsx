import type { SiteCondition } from '../../../api/health-answers.ts';
import type { RunState } from '../../../model/run.ts';
import { defined } from '../term.tsx';

const healthTone: Record<SiteCondition['state'], string> = {
  ...{ well: 'good', learning: '', new: 'warn', doubt: 'warn', changed: 'trouble' },
};
const runTone: Record<RunState, string> = {
  ...{ waiting: '', running: 'good', done: '', failed: 'trouble', cancelled: 'warn' },
  ...{ skipped: 'warn', missed: 'warn' },
};

export function HealthBadge({ state }: { state: SiteCondition['state'] }) {
  return (
    <span className={`badge ${healthTone[state]}`} {...defined('health')}>
      {state}
    </span>
  );
}

export function RunBadge({ state }: { state: RunState }) {
  return <span className={`badge ${runTone[state]}`}>{state}</span>;
}
