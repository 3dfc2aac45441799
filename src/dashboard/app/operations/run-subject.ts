import type { Run } from '../../../model/run.ts';

/** What a run visits, in words: its site, or what it was made for without one. */
export function runSubject({ site, trigger }: Pick<Run, 'site' | 'trigger'>): string {
  return site ?? (trigger === 'hand' ? 'named addresses' : 'pages due again');
}
