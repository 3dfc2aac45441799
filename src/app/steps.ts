import { AsyncLocalStorage } from 'node:async_hooks';
import { articleId } from '../model/article-id.ts';
import type { Settings } from '../settings.ts';
import { warnings } from './warnings.ts';

/** Where a step belongs. What a step does not say itself, it has from the one that it is part of. */
export type StepPlace = {
  run?: string;
  /** With its port. */
  host?: string;
  /** 32 hex digits of the canonical URL, as the articles' ids. */
  urlId?: string;
};

/** What came of a step, or what it was about. */
export type StepFacts = Readonly<Record<string, string | number>>;

/** One who looks on: traces, or a log. */
export type Onlooker = {
  /** @param within what this onlooker gave for the step that this one is part of */
  began(name: string, place: StepPlace, within: unknown): StepSeen;
  close(): Promise<void>;
};
export type StepSeen = { handle?: unknown; ended(facts: StepFacts, error: unknown): void };

export type Steps = {
  /** `work`, as a step that the onlookers see; `told`: what came of it. */
  step<T>(
    name: string,
    place: StepPlace,
    work: () => Promise<T>,
    told?: (result: T) => StepFacts,
  ): Promise<T>;
  /** The same for what is done at once. */
  stepNow<T>(name: string, place: StepPlace, work: () => T, told?: (result: T) => StepFacts): T;
  /** Where the caller is. */
  here(): StepPlace;
  /** False: nobody looks on, and nothing has to be wrapped. */
  watched: boolean;
  close(): Promise<void>;
};

/** Traces where the settings name a place for them, lines of JSON where they ask for these; else nothing is read in. */
export async function openSteps({
  otlpEndpoint,
  log,
}: Pick<Settings, 'otlpEndpoint' | 'log'>): Promise<Steps> {
  const onlookers: Onlooker[] = [];
  if (otlpEndpoint !== undefined)
    onlookers.push((await import('./trace-exporter.ts')).openTraces(otlpEndpoint));
  if (log === 'json') onlookers.push((await import('./json-log.ts')).stepLog());
  const steps = stepsSeenBy(onlookers);
  if (log === 'json') {
    const { jsonLog } = await import('./json-log.ts');
    warnings.writeTo((details, message) => jsonLog().warn({ ...steps.here(), ...details }, message));
  }
  return steps;
}

export function stepsSeenBy(onlookers: readonly Onlooker[]): Steps {
  const storage = new AsyncLocalStorage<{ place: StepPlace; seen: readonly StepSeen[] }>();
  const nobody: { place: StepPlace; seen: readonly StepSeen[] } = { place: {}, seen: [] };
  const around = () => storage.getStore() ?? nobody;

  function began(name: string, own: StepPlace) {
    const outer = around();
    const place = { ...outer.place, ...own };
    const seen = onlookers.map((one, index) => one.began(name, place, outer.seen[index]?.handle));
    const ended = (facts: StepFacts, error: unknown) => {
      for (const one of seen) one.ended(facts, error);
    };
    return { inside: { place, seen }, ended };
  }

  return {
    watched: onlookers.length > 0,
    here: () => around().place,
    async step(name, place, work, told) {
      if (onlookers.length === 0) return work();
      const { inside, ended } = began(name, place);
      try {
        const result = await storage.run(inside, work);
        ended(told?.(result) ?? {}, null);
        return result;
      } catch (error) {
        ended({}, error);
        throw error;
      }
    },
    stepNow(name, place, work, told) {
      if (onlookers.length === 0) return work();
      const { inside, ended } = began(name, place);
      try {
        const result = storage.run(inside, work);
        ended(told?.(result) ?? {}, null);
        return result;
      } catch (error) {
        ended({}, error);
        throw error;
      }
    },
    async close() {
      await Promise.all(onlookers.map((one) => one.close()));
    },
  };
}

/** Where a URL belongs. */
export function placeOfUrl(url: string): StepPlace {
  return { urlId: articleId(url), ...(URL.canParse(url) ? { host: new URL(url).host } : {}) };
}

/** Where a job belongs: its run where it is of one, and its host where it has one alone. */
export function placeOfJob(data: {
  runId?: string;
  removalId?: string;
  hosts?: readonly string[];
  pages?: readonly { url: string }[];
}): StepPlace {
  const hosts = data.hosts ?? data.pages?.flatMap(({ url }) => placeOfUrl(url).host ?? []) ?? [];
  const [host] = new Set(hosts).size === 1 ? hosts : [];
  return {
    ...(data.runId === undefined ? {} : { run: data.runId }),
    ...(host === undefined ? {} : { host }),
  };
}
