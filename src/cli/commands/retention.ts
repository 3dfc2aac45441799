import { z } from 'zod';
import { type Application, type OpenApplication, withApplication } from '../application.ts';
import { cliUser } from '../cli-user.ts';
import { command } from '../command.ts';
import { finishRemoval } from '../finish-removal.ts';
import { type Io, writeLine } from '../io.ts';
import { settingFlags, settingInput } from '../setting-flags.ts';
import { table } from '../table.ts';

const noRules =
  'no rules are set: nothing goes. Rules stand as `retention` in wellspring.yaml (docs/operations.md)';

export const retentionPreview = (open: OpenApplication) =>
  command({
    usage: 'retention preview',
    summary: 'what the retention rules would take out now, by rule and site; takes nothing out',
    flags: [['--json', 'one JSON object an article, with the rule that takes it out'], ...settingFlags],
    input: z.object({ json: z.boolean().default(false), ...settingInput }),
    async run({ json, ...flags }, io) {
      return withApplication(open, flags, async ({ retention }) => {
        if (retention.rules.length === 0) await writeLine(io.err, noRules);
        else if (json) await listArticles(retention, io);
        else await countArticles(retention, io);
        return 0;
      });
    },
  });

export const retentionApply = (open: OpenApplication) =>
  command({
    usage: 'retention apply',
    summary: 'takes out what the retention rules name, with tombstones; stopped, it goes on',
    flags: settingFlags,
    input: z.object(settingInput),
    async run(flags, io) {
      return withApplication(open, flags, async (application) => {
        if (application.retention.rules.length === 0) {
          await writeLine(io.err, noRules);
          return 0;
        }
        const removal = await application.removal.ask(
          { retention: true },
          { reason: 'retention rules', who: cliUser() },
        );
        return removal ? finishRemoval(removal, application, io) : 0;
      });
    },
  });

type Retention = Application['retention'];

async function listArticles({ expired }: Retention, io: Io): Promise<void> {
  for await (const { rule, article, textBytes } of expired()) {
    const { id, url, site, title, firstSeenAt, lastSeenAt } = article;
    await writeLine(
      io.out,
      JSON.stringify({
        rule: rule.name,
        id,
        url,
        site,
        title,
        firstSeenAt,
        lastSeenAt,
        textBytes,
      }),
    );
  }
}

async function countArticles({ rules, counted }: Retention, io: Io): Promise<void> {
  const counts = await counted();
  const rows = rules.flatMap(({ name }) => {
    const own = counts.filter(({ rule }) => rule === name);
    if (own.length === 0) return [[name, '–', '0', '']];
    return own.map(({ site, articles, textBytes }) => [name, site, String(articles), kilobytes(textBytes)]);
  });
  await writeLine(io.out, table([['rule', 'site', 'articles', 'text'], ...rows]));
  const articles = counts.reduce((sum, one) => sum + one.articles, 0);
  const bytes = counts.reduce((sum, one) => sum + one.textBytes, 0);
  await writeLine(
    io.out,
    `${articles} articles with ${kilobytes(bytes)} of text would go, with their revisions, index and archived pages`,
  );
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1_000).toFixed(1)} kB`;
}
