import type { Readable, Writable } from 'node:stream';

/** What a command may touch of the terminal: results go to `out`, progress and logs to `err`. */
export type Io = {
  in: Readable;
  out: Writable;
  err: Writable & { isTTY?: boolean; columns?: number };
  env: Readonly<Record<string, string | undefined>>;
  /** Aborted by the first SIGINT or SIGTERM: finish what is under way and leave. */
  signal: AbortSignal;
};

/** Writes a line and waits where the reader is slower than we are. A reader that has gone ends the command quietly. */
export async function writeLine(stream: Writable, line: string): Promise<void> {
  if (stream.destroyed || stream.writableEnded) throw new ReaderGoneError();
  if (!stream.write(`${line}\n`)) {
    await new Promise<void>((resolve, reject) => {
      const done = () => {
        stream.off('close', gone);
        resolve();
      };
      const gone = () => {
        stream.off('drain', done);
        reject(new ReaderGoneError());
      };
      stream.once('drain', done);
      stream.once('close', gone);
    });
  }
}

/** The program that read our output has closed it (`… | head`): no fault, nothing more to say. */
export class ReaderGoneError extends Error {
  readonly code = 'reader-gone';
  constructor() {
    super('the reader of the output has gone');
  }
}
