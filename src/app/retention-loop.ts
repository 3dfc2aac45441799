import { newCourse } from './remove-content.ts';
import type { openRetention } from './retention.ts';

const EVERY_MS = 86_400_000;

/** Lets go of what the rules name, at once and every day, until closed; without rules there is nothing to do. */
export function retentionLoop(
  { rules, apply }: Pick<ReturnType<typeof openRetention>, 'rules' | 'apply'>,
  log: { warn(details: object, message: string): void },
): { close(): Promise<void> } {
  const stop = new AbortController();
  let running = Promise.resolve();
  const run = async () => {
    try {
      await apply('retention', newCourse(stop.signal));
    } catch (err) {
      log.warn({ err }, 'articles that a retention rule names stay for now; it is tried again in a day');
    }
  };
  const next = () => {
    running = running.then(run);
  };
  if (rules.length > 0) next();
  const timer = rules.length > 0 ? setInterval(next, EVERY_MS) : null;
  return {
    async close() {
      if (timer) clearInterval(timer);
      stop.abort();
      await running;
    },
  };
}
