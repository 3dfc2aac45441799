import { type RaiseNeeds, raiseAlerts } from '../../workers/raise-alerts.ts';

const EVERY_MS = 60_000;

/** Looks at the alerts of saved searches every minute, until closed; a look that takes longer delays the next. */
export function alertLoop(needs: RaiseNeeds): { close(): Promise<void> } {
  let closed = false;
  let timer: NodeJS.Timeout | null = null;
  let looking = Promise.resolve();
  const look = async (): Promise<void> => {
    try {
      await raiseAlerts(needs);
    } catch (err) {
      needs.log.warn({ err }, 'alerts could not be looked at; they are looked at again in a minute');
    }
    if (!closed) timer = setTimeout(start, EVERY_MS);
  };
  const start = () => {
    looking = look();
  };
  start();
  return {
    async close() {
      closed = true;
      if (timer) clearTimeout(timer);
      await looking;
    },
  };
}
