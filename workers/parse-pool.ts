import { Worker } from 'node:worker_threads';
import type { Page } from '../src/model/page.ts';
import type { ParsedArticle } from '../src/model/parsed-article.ts';
import type { SiteDefinition } from '../src/model/site-definition.ts';

export type ParseThreadData = { sites: readonly SiteDefinition[] };
export type ParseAnswer =
  | { id: number; parsed: ParsedArticle }
  | { id: number; error: { code: string; message: string } };

export type ParsePoolOptions = {
  threads: number;
  /** A page that takes longer is refused, and its thread is replaced. */
  timeoutMs: number;
  /** Of one thread's heap, in mebibytes. */
  memoryMb: number;
  sites: readonly SiteDefinition[];
};

/** A page that could not be read within the limits of depth, size, time or memory. An outcome, not a fault. */
export class PageRefusedError extends Error {
  readonly code = 'parse-refused';
}

/** The parser failed on a page that it should have read or refused: our fault, to be mended and run again. */
export class ParseFailedError extends Error {
  readonly code = 'parse-failed';
}

export type ParsePool = {
  /**
   * @throws {PageRefusedError} past a limit
   * @throws {ParseFailedError} a defect of the parser
   */
  parse(page: Page): Promise<ParsedArticle>;
  /** Pages from now on are read by these site files. */
  renewSites(sites: readonly SiteDefinition[]): void;
  close(): Promise<void>;
};

type Task = { page: Page; resolve: (parsed: ParsedArticle) => void; reject: (error: Error) => void };
type Thread = {
  worker: Worker;
  task: Task | null;
  taskId: number;
  timer: NodeJS.Timeout | null;
  sites: readonly SiteDefinition[];
};

/** Parsers in threads of their own, so that a page made to hang or to swell can be stopped. Threads start when needed. */
export function openParsePool(options: ParsePoolOptions): ParsePool {
  const { threads, timeoutMs, memoryMb } = options;
  let { sites } = options;
  const waiting: Task[] = [];
  const pool = new Set<Thread>();
  let closed = false;

  function start(): Thread {
    // The same ending as this file: `.ts` in a clone, `.js` in the published package.
    const file = new URL(
      import.meta.url.endsWith('.ts') ? './parse-thread.ts' : './parse-thread.js',
      import.meta.url,
    );
    const data: ParseThreadData = { sites };
    const worker = new Worker(file, {
      workerData: data,
      // A larger young generation spares a tenth of the time: a page is garbage as soon as it is read.
      resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: 64 },
    });
    const thread: Thread = { worker, task: null, taskId: 0, timer: null, sites };
    worker.on('message', (answer: ParseAnswer) => {
      if (answer.id !== thread.taskId) return;
      finish(thread, (task) => settle(task, answer));
    });
    worker.on('error', (error) => {
      pool.delete(thread);
      const outOfMemory = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      finish(thread, (task) =>
        task.reject(
          outOfMemory
            ? new PageRefusedError(`the page needs more than ${memoryMb} MB to be read`)
            : new ParseFailedError(`the parser's thread ended: ${error.message}`, { cause: error }),
        ),
      );
    });
    // An idle pool must not keep the process alive.
    worker.unref();
    pool.add(thread);
    return thread;
  }

  function finish(thread: Thread, end: (task: Task) => void): void {
    const { task, timer } = thread;
    if (timer) clearTimeout(timer);
    thread.task = null;
    thread.timer = null;
    if (task) end(task);
    letGoOfOld();
    next();
  }

  /** Threads know the site files that they began with. */
  function letGoOfOld(): void {
    for (const thread of pool) {
      if (thread.task !== null || thread.sites === sites) continue;
      pool.delete(thread);
      void thread.worker.terminate();
    }
  }

  function next(): void {
    if (closed) return;
    while (waiting.length > 0) {
      const idle = [...pool].find(({ task }) => task === null) ?? (pool.size < threads ? start() : null);
      const task = idle && waiting.shift();
      if (!idle || !task) return;
      idle.task = task;
      idle.taskId += 1;
      idle.timer = setTimeout(() => {
        pool.delete(idle);
        void idle.worker.terminate();
        finish(idle, ({ reject }) =>
          reject(new PageRefusedError(`the page takes longer than ${timeoutMs} ms to read`)),
        );
      }, timeoutMs);
      // Moved, not copied; a copy of a small view would carry the whole buffer that it lies in.
      const body = new Uint8Array(task.page.body);
      idle.worker.postMessage({ id: idle.taskId, page: { ...task.page, body } }, [body.buffer]);
    }
  }

  return {
    parse: (page) =>
      new Promise((resolve, reject) => {
        waiting.push({ page, resolve, reject });
        next();
      }),
    renewSites(changed) {
      sites = changed;
      letGoOfOld();
    },
    async close() {
      closed = true;
      for (const { reject } of waiting.splice(0)) reject(new ParseFailedError('the parsers were closed'));
      await Promise.all([...pool].map(({ worker }) => worker.terminate()));
    },
  };
}

function settle(task: Task, answer: ParseAnswer): void {
  if ('parsed' in answer) task.resolve(answer.parsed);
  else if (answer.error.code === 'parse-refused') task.reject(new PageRefusedError(answer.error.message));
  else task.reject(new ParseFailedError(answer.error.message));
}
