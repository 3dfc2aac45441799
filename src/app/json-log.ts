import { type Logger, pino, stdTimeFunctions } from 'pino';
import type { Onlooker } from './steps.ts';

let logger: Logger | null = null;

/** Lines of JSON on stderr, one an event: `time`, `level`, `msg`, and the run, host and URL id where there are any. */
export function jsonLog(): Logger {
  logger ??= pino(
    {
      base: { pid: process.pid },
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write: (line) => void process.stderr.write(line) },
  );
  return logger;
}

/** Each step as a line when it has ended. A failed one is a warning: whether it matters is decided by who called it. */
export function stepLog(): Onlooker {
  const log = jsonLog();
  return {
    began(name, place) {
      const startedAt = performance.now();
      return {
        ended(facts, error) {
          const ms = Math.round(performance.now() - startedAt);
          if (error === null) log.info({ ...place, ...facts, ms }, name);
          else log.warn({ ...place, ...facts, ms, err: error }, `${name} failed`);
        },
      };
    },
    close: async () => undefined,
  };
}
