import { z } from 'zod';
import type { DriftDetail } from '../../health/health-desk.ts';
import type { RepairProposal } from '../../model/site-proposal.ts';
import { type OpenApplication, withApplication } from '../application.ts';
import { command } from '../command.ts';
import { type Io, writeLine } from '../io.ts';
import { NotFoundError } from '../not-found-error.ts';
import { shortened } from '../printable.ts';
import { settingFlags, settingInput } from '../setting-flags.ts';

export const healthShow = (open: OpenApplication) =>
  command({
    usage: 'health show <drift>',
    summary: 'a change of a site: what differs, and selectors that would mend it, tried on the held pages',
    flags: [['--json', 'as one JSON object'], ...settingFlags],
    input: z.object({ drift: z.string(), json: z.boolean().default(false), ...settingInput }),
    async run({ drift: id, json, ...flags }, io) {
      return withApplication(open, flags, async ({ health }) => {
        const detail = await health.detail(id);
        if (!detail) throw new NotFoundError('drift', id, 'take one from `wellspring health list`');
        if (json) await writeLine(io.out, JSON.stringify(detail));
        else await show(detail, io);
        return 0;
      });
    },
  });

async function show({ drift, held, signs, proposals }: DriftDetail, io: Io): Promise<void> {
  await writeLine(io.out, `${drift.site}: ${drift.state}, found ${drift.openedAt} (${drift.id})`);
  if (drift.sinceUrl) await writeLine(io.out, `since ${drift.since}, first seen in ${drift.sinceUrl}`);
  for (const sign of signs) await writeLine(io.out, `  ${sign}`);
  await writeLine(io.out, `${held} pages are held`);
  if (drift.decidedBy) await writeLine(io.out, `decided by ${drift.decidedBy} at ${drift.decidedAt}`);
  for (const proposal of proposals) await propose(proposal, io);
  if (drift.state !== 'open') return;
  const best = [...new Map(proposals.toReversed().map((one) => [one.field, one.selector]))];
  const words = best.map(([field, selector]) => ` --${field} ${quoted(selector)}`).join('');
  await writeLine(
    io.out,
    `to read them so:        wellspring health approve ${drift.id}${words || ' --date SELECTOR'}`,
  );
  await writeLine(io.out, `they are right as read: wellspring health accept ${drift.id}`);
  await writeLine(io.out, `they are worth nothing: wellspring quarantine drop ${drift.id}`);
}

async function propose({ field, selector, score, reason, effect }: RepairProposal, io: Io): Promise<void> {
  const { pages, before, after, distinct, right, examples } = effect;
  await writeLine(io.out, `${field}: ${selector}  (score ${score.toFixed(2)}; ${reason})`);
  const known = right ? `; right on ${right.pages} of the ${right.of} whose value is known` : '';
  await writeLine(
    io.out,
    `  found on ${before} of ${pages} pages now, on ${after} with it, ${distinct} values${known}`,
  );
  for (const { url, before: was, after: is } of examples)
    await writeLine(
      io.out,
      `  ${shortened(was ?? 'nothing', 40)} → ${shortened(is ?? 'nothing', 60)}  ${url}`,
    );
}

/** As a shell takes it. */
function quoted(text: string): string {
  return /^[\w.#-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
