import { type Removal, removedLine, targetLine } from '../model/removal.ts';
import type { Application } from './application.ts';
import { type Io, writeLine } from './io.ts';
import { movingLine } from './progress.ts';

/** Does a removal that was asked for, and says how far it is and what came of it; gives the exit code. */
export async function finishRemoval(
  { id, target }: Removal,
  { removal: desk }: Pick<Application, 'removal'>,
  io: Io,
): Promise<number> {
  const line = movingLine(io.err);
  const show = (now: Removal) =>
    line.show(`${now.looked} pages of the archive looked at · removed so far: ${removedLine(now)}`);
  const now = await desk.finish(id, show, io.signal).finally(line.done);
  if (now.state === 'done') {
    await writeLine(io.out, `removed: ${removedLine(now)}`);
    return 0;
  }
  const how =
    now.state === 'failed'
      ? `failed (${now.error}); \`wellspring dead list\` has it, \`wellspring dead replay\` tries it again`
      : `stopped before the end; the same command goes on with it, and so does \`wellspring start\``;
  await writeLine(io.err, `${targetLine(target)}: ${how}; removed so far: ${removedLine(now)}`);
  return 1;
}
