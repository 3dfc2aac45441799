import { Worker } from 'node:worker_threads';
import type { Page } from '../src/model/page.ts';
import type { ParsedArticle } from '../src/model/parsed-article.ts';
import type { SiteDefinition } from '../src/model/site-definition.ts';

export type ParseThreadData = { sites: readonly SiteDefinition[] };
export type ParseAnswer =
  /** The thread has read its modules and waits for pages. */
  | { ready: true }
  | { id: number; parsed: ParsedArticle }
  | { id: number; error: { code: string; message: string } };

export type ParsePoolOptions = {
  threads: number;
  /**
   * Of a thread's own time. A page that takes longer is refused, and its thread is replaced. On a machine that is busy
   * otherwise a page may take longer by the clock, up to five times as long.
   */
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

/** A thread could not be started (no file handles, no memory): the page was not looked at. */
export class ParserAwayError extends Error {
  readonly code = 'parser-away';
}

export type ParsePool = {
  /**
   * @throws {PageRefusedError} past a limit
   * @throws {ParserAwayError} there is no thread to read it
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
  ready: boolean;
  task: Task | null;
  taskId: number;
  timer: NodeJS.Timeout | null;
  sites: readonly SiteDefinition[];
};

/** A thread that gets little of a busy machine is given so many times the time by the clock. */
const mostPatience = 5;
/** To read its modules. */
const startMs = 60_000;

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
    const thread: Thread = { worker, ready: false, task: null, taskId: 0, timer: null, sites };
    worker.on('message', (answer: ParseAnswer) => {
      if ('ready' in answer) {
        thread.ready = true;
        if (thread.task) watch(thread);
        return;
      }
      if (answer.id !== thread.taskId) return;
      finish(thread, (task) => settle(task, answer));
    });
    worker.on('error', (error) => {
      pool.delete(thread);
      finish(thread, (task) => task.reject(endedBy(error, thread.ready)));
    });
    // An idle pool must not keep the process alive.
    worker.unref();
    pool.add(thread);
    return thread;
  }

  function endedBy(cause: Error, wasReady: boolean): Error {
    if (!wasReady)
      return new ParserAwayError(`the parser's thread could not be started: ${cause.message}`, { cause });
    const outOfMemory = 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY';
    return outOfMemory
      ? new PageRefusedError(`the page needs more than ${memoryMb} MB to be read`)
      : new ParseFailedError(`the parser's thread ended: ${cause.message}`, { cause });
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

  function give(thread: Thread, reason: Error): void {
    pool.delete(thread);
    void thread.worker.terminate();
    finish(thread, ({ reject }) => reject(reason));
  }

  /** Gives the page up when it has had its time: that of the thread itself, not that of a busy machine. */
  function watch(thread: Thread): void {
    const { taskId } = thread;
    const startedAt = performance.now();
    const before = cpuMs(thread.worker);
    const look = async () => {
      const usedMs = (await cpuMs(thread.worker)) - (await before);
      if (thread.taskId !== taskId || thread.task === null) return;
      const tookMs = performance.now() - startedAt;
      if (usedMs >= timeoutMs * 0.9 || tookMs >= timeoutMs * mostPatience) {
        give(thread, new PageRefusedError(`the page takes longer than ${timeoutMs} ms to read`));
      } else again(Math.max(20, timeoutMs - usedMs));
    };
    const again = (ms: number) => {
      if (thread.timer) clearTimeout(thread.timer);
      thread.timer = setTimeout(() => void look(), ms);
    };
    again(timeoutMs);
  }

  function next(): void {
    if (closed) return;
    while (waiting.length > 0) {
      const idle = [...pool].find(({ task }) => task === null) ?? (pool.size < threads ? start() : null);
      const task = idle && waiting.shift();
      if (!idle || !task) return;
      idle.task = task;
      idle.taskId += 1;
      if (idle.ready) watch(idle);
      else {
        const late = new ParserAwayError(`the parser's thread did not start within ${startMs / 1_000} s`);
        idle.timer = setTimeout(() => give(idle, late), startMs);
      }
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
      const end = ({ reject }: Task) => reject(new ParserAwayError('the parsers were closed'));
      for (const task of waiting.splice(0)) end(task);
      for (const thread of pool) finish(thread, end);
      await Promise.all([...pool].map(({ worker }) => worker.terminate()));
    },
  };
}

/** Processor time that a thread has had; the clock's where it has ended or this Node cannot tell. */
async function cpuMs(worker: Worker): Promise<number> {
  try {
    const { user, system } = await worker.cpuUsage();
    return (user + system) / 1_000;
  } catch {
    return performance.now();
  }
}

function settle(task: Task, answer: Exclude<ParseAnswer, { ready: true }>): void {
  if ('parsed' in answer) task.resolve(answer.parsed);
  else if (answer.error.code === 'parse-refused') task.reject(new PageRefusedError(answer.error.message));
  else task.reject(new ParseFailedError(answer.error.message));
}
