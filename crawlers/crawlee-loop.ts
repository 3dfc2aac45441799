import { BasicCrawler } from '@crawlee/basic';
import { Configuration, EventManager, type IRequestManager, Log, LogLevel, Request } from '@crawlee/core';

export type LoopOptions<T extends { url: string }> = {
  concurrency: number;
  /** True where `take` has something to give. */
  ready(): Promise<boolean>;
  take(): T | null;
  /** Work under way besides the handlers that run. */
  busy(): boolean;
  /** Never throws for a fault of the page: only where the crawl itself cannot go on. */
  handle(item: T): Promise<void>;
};

export type Loop = {
  /** Done when nothing is ready and nothing is under way. @throws what `handle` threw first */
  run(): Promise<void>;
  /** There may be something to take. */
  notify(): void;
};

const longestLane = 32;

/**
 * Crawlee's events without its measuring. It would start `ps` twice for each crawl and then each second to learn how much
 * memory is free, and to start a process holds up a large one for some 50 ms; nothing here asks for it.
 */
class QuietEvents extends EventManager {}

/**
 * Crawlee's BasicCrawler as the loop that takes, handles and counts. Its queue, sessions, statistics files and robots
 * helper stay out: our frontier, gate and client stand in their place.
 */
export function crawleeLoop<T extends { url: string }>(options: LoopOptions<T>): Loop {
  const items = new Map<string, T>();
  let handled = 0;
  let failure: unknown = null;
  const running = new Set<Promise<void>>();

  /** One of Crawlee's tasks handles a row of URLs, since a task costs it as much as reading half a page costs us. */
  async function lane(first: T): Promise<void> {
    await options.handle(first);
    for (let n = 1; n < longestLane && failure === null && (await options.ready()); n++) {
      const next = options.take();
      if (!next) return;
      await options.handle(next);
      handled += 1;
    }
  }

  const manager = {
    isEmpty: async () => failure !== null || !(await options.ready()),
    isFinished: async () =>
      (failure !== null && items.size === 0) ||
      (items.size === 0 && !(await options.ready()) && !options.busy()),
    async fetchNextRequest() {
      const item = failure === null ? options.take() : null;
      if (!item) return null;
      items.set(item.url, item);
      return new Request({ url: item.url, uniqueKey: item.url });
    },
    async markRequestHandled(request: Request) {
      items.delete(request.url);
      handled += 1;
      return null;
    },
    // Tries again are the visit's own business; Crawlee never has a reason to give one back.
    async reclaimRequest(request: Request) {
      items.delete(request.url);
      return null;
    },
    handledCount: async () => handled,
    getTotalCount: () => handled + items.size,
    getPendingCount: () => items.size,
  };

  const crawler = new BasicCrawler(
    {
      maxRequestRetries: 0,
      useSessionPool: false,
      requestHandlerTimeoutSecs: 3_600,
      log: new Log({ level: LogLevel.OFF }),
      statisticsOptions: { persistenceOptions: { enable: false }, saveErrorSnapshots: false },
      statusMessageLoggingInterval: 3_600,
      autoscaledPoolOptions: {
        // The gate and this number decide, not the load of the machine.
        minConcurrency: options.concurrency,
        maxConcurrency: options.concurrency,
        desiredConcurrency: options.concurrency,
        maybeRunIntervalSecs: 0.1,
        loggingIntervalSecs: null,
      },
      async requestHandler({ request }) {
        const item = items.get(request.url);
        if (!item) return;
        const work = lane(item).catch((error: unknown) => {
          failure ??= error;
        });
        running.add(work);
        await work;
        running.delete(work);
      },
    },
    new Configuration({
      persistStorage: false,
      purgeOnStart: false,
      eventManager: new QuietEvents(),
      // Any number: it is not asked for how much memory there is.
      memoryMbytes: 1_024,
    }),
  );
  // Crawlee refuses this as an option. The interface asks for more than the loop ever calls.
  Object.assign(crawler, {
    requestManager: manager satisfies Partial<Record<keyof IRequestManager, unknown>>,
  });

  return {
    async run() {
      await crawler.run().catch((error: unknown) => {
        failure ??= error;
      });
      // Crawlee leaves at once on SIGINT, and where nothing can be taken; what is under way is ours to wait for.
      await Promise.all(running);
      if (failure !== null) throw failure;
    },
    notify: () => crawler.autoscaledPool?.notify(),
  };
}
