import type { Application } from './application.ts';
import { cliUser } from './cli-user.ts';

/** What was done at the command line, for the log of who did what. `subject`: null: to the whole. */
export async function noteByHand(
  { operations }: Pick<Application, 'operations'>,
  { action, subject, note = null }: { action: string; subject: string | null; note?: string | null },
): Promise<void> {
  await operations.note({
    ...{ at: new Date().toISOString(), who: cliUser(), action, note },
    subject: subject?.slice(0, 2_000) ?? null,
  });
}
