import { z } from 'zod';
import { probableOrigin } from '../../stories/probable-origin.ts';
import { type OpenApplication, withApplication } from '../application.ts';
import { command } from '../command.ts';
import { writeLine } from '../io.ts';
import { NotFoundError } from '../not-found-error.ts';
import { printable } from '../printable.ts';
import { settingFlags, settingInput } from '../setting-flags.ts';
import { table } from '../table.ts';

/** As many as /v1/stories/{id} gives: a story may have 100,000. */
const SHOWN_MEMBERS = 500;

export const story = (open: OpenApplication) =>
  command({
    usage: 'story <id>',
    summary: "a story's spread: who had it first, who copied it, and how late",
    flags: [['--json', 'as one JSON object'], ...settingFlags],
    input: z.object({ id: z.string(), json: z.boolean().default(false), ...settingInput }),
    async run({ id, json, ...flags }, io) {
      return withApplication(open, flags, async ({ store }) => {
        // An article's id is as good as its story's: people have the one at hand that they have just seen.
        const storyId = (await store.article(id))?.storyId ?? (await store.currentStoryId(id));
        const found = storyId === null ? null : await store.story(storyId);
        if (!found) throw new NotFoundError('story', id, 'take an id from `wellspring search QUERY --json`');
        const members = await store.members(found.id, SHOWN_MEMBERS);
        const origin = probableOrigin(members, found.earliest);
        if (json) {
          const rows = members.map(
            ({ id, site, url, title, claimedDate, relation, dateVerdict, lagDays, firstSeenAt }) => ({
              id,
              site,
              url,
              title,
              claimedDate,
              relation,
              dateVerdict,
              lagDays,
              firstSeenAt,
            }),
          );
          await writeLine(io.out, JSON.stringify({ ...found, origin, members: rows }));
          return 0;
        }
        await writeLine(io.out, printable(found.title ?? '(no title)'));
        const { earliest, spread } = found;
        await writeLine(
          io.out,
          `${found.members.length} members on ${spread.sites} sites, first seen ${spread.firstSeenAt}`,
        );
        await writeLine(
          io.out,
          printable(
            `earliest evidence: ${earliest.iso ?? 'no date'} (${earliest.kind}; ${earliest.reason}; confidence ${earliest.confidence.toFixed(2)})`,
          ),
        );
        if (origin) {
          await writeLine(
            io.out,
            printable(
              `probable origin: ${origin.site} (confidence ${origin.confidence.toFixed(2)}): ${origin.reasons.join('; ')}`,
            ),
          );
        }
        const rows = members.map((member) => [
          member.relation,
          member.claimedDate?.iso ?? 'no date',
          member.lagDays === null ? '' : `${member.lagDays >= 0 ? '+' : ''}${Math.round(member.lagDays)} d`,
          member.dateVerdict,
          member.url,
        ]);
        await writeLine(io.out, table([['relation', 'claimed', 'lag', 'verdict', 'url'], ...rows]));
        if (found.members.length > members.length)
          await writeLine(
            io.out,
            `the first ${members.length} by first sight; all: wellspring search story:${found.id}`,
          );
        return 0;
      });
    },
  });
