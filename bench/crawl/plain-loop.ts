import type { Loop, LoopOptions } from '../../crawlers/crawlee-loop.ts';

/** The same loop without Crawlee: what Crawlee costs is the difference. */
export function plainLoop<T extends { url: string }>({
  concurrency,
  ready,
  take,
  busy,
  handle,
}: LoopOptions<T>): Loop {
  let wake = Promise.withResolvers<void>();
  const notify = () => {
    wake.resolve();
    wake = Promise.withResolvers<void>();
  };
  return {
    notify,
    async run() {
      const running = new Set<Promise<void>>();
      for (;;) {
        while (running.size < concurrency && (await ready())) {
          const item = take();
          if (!item) break;
          const work = handle(item).finally(() => {
            running.delete(work);
            notify();
          });
          running.add(work);
        }
        if (running.size === 0 && !busy() && !(await ready())) return;
        await wake.promise;
      }
    },
  };
}
