import type { DeadLetter } from './job-queue.ts';

const stackCharacters = 4_000;

/** What a dead letter says of the error that its job ended with. */
export function toldFailure(error: unknown): DeadLetter['error'] {
  if (!(error instanceof Error)) return { code: 'unexpected', message: String(error) };
  const code = 'code' in error ? String(error.code) : 'unexpected';
  const cause = error.cause instanceof Error ? `\ncaused by ${error.cause.stack ?? error.cause.message}` : '';
  return {
    code,
    message: error.message,
    stack: `${error.stack ?? error.message}${cause}`.slice(0, stackCharacters),
  };
}

/** The worker was told to stop: the job is put back as if it had not begun. */
export function isInterrupted(error: unknown): boolean {
  return error instanceof Error && Reflect.get(error, 'interrupted') === true;
}

/** When a job that was put back may begin again; 0: at once. */
export function putBackUntilMs(error: unknown): number {
  const until = error instanceof Error ? Reflect.get(error, 'notBeforeMs') : undefined;
  return typeof until === 'number' && until > 0 ? Math.round(until) : 0;
}

export function isPermanent(error: unknown): boolean {
  return error instanceof Error && Reflect.get(error, 'permanent') === true;
}
