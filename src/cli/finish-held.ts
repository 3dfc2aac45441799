import type { Application } from './application.ts';
import { countLine } from './count-line.ts';
import { type Io, writeLine } from './io.ts';

/** Works off pages that were let go, so that they are stored when the command ends. */
export async function finishHeld(
  released: number,
  application: Pick<Application, 'finish'>,
  io: Io,
): Promise<void> {
  const progress = countLine(io.err, 'jobs wait');
  if (released > 0) await application.finish(progress.show, io.signal).finally(progress.done);
  await writeLine(io.out, `${released} held pages were run again`);
}
