import { z } from 'zod';
import type { RetentionRule } from '../../model/retention-rule.ts';
import { type Application, type OpenApplication, withApplication } from '../application.ts';
import { cliUser } from '../cli-user.ts';
import { command } from '../command.ts';
import { countLine } from '../count-line.ts';
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
    summary:
      'takes out what the retention rules name, with tombstones; stopped, it goes on with the next call',
    flags: settingFlags,
    input: z.object(settingInput),
    async run(flags, io) {
      return withApplication(open, flags, async ({ retention }) => {
        if (retention.rules.length === 0) {
          await writeLine(io.err, noRules);
          return 0;
        }
        const progress = countLine(io.err, 'articles taken out');
        const { articles, urls, pages, interrupted } = await retention
          .apply(cliUser(), progress.show, io.signal)
          .finally(progress.done);
        const end = interrupted ? '; stopped: `retention apply` goes on' : '';
        await writeLine(
          io.out,
          `removed: ${articles} articles, ${urls} URLs, ${pages} pages of the archive${end}`,
        );
        return interrupted ? 1 : 0;
      });
    },
  });

type Retention = Application['retention'];

async function listArticles({ expired }: Retention, io: Io): Promise<void> {
  for await (const { rule, article } of expired()) {
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
        textBytes: size(article),
      }),
    );
  }
}

type Count = { rule: RetentionRule; site: string; articles: number; textBytes: number };

async function countArticles({ rules, expired }: Retention, io: Io): Promise<void> {
  const counts = new Map<string, Count>();
  for await (const { rule, article } of expired()) {
    const key = `${rule.name} ${article.site}`;
    const { articles, textBytes } = counts.get(key) ?? { articles: 0, textBytes: 0 };
    counts.set(key, {
      ...{ rule, site: article.site, articles: articles + 1 },
      textBytes: textBytes + size(article),
    });
  }
  const sorted = [...counts.values()].sort((a, b) => b.articles - a.articles);
  const rows = rules.flatMap((rule) => {
    const own = sorted.filter((one) => one.rule === rule);
    if (own.length === 0) return [[rule.name, '–', '0', '']];
    return own.map(({ site, articles, textBytes }) => [
      rule.name,
      site,
      String(articles),
      kilobytes(textBytes),
    ]);
  });
  await writeLine(io.out, table([['rule', 'site', 'articles', 'text'], ...rows]));
  const articles = sorted.reduce((sum, one) => sum + one.articles, 0);
  const bytes = sorted.reduce((sum, one) => sum + one.textBytes, 0);
  await writeLine(
    io.out,
    `${articles} articles with ${kilobytes(bytes)} of text would go, with their revisions, index and archived pages`,
  );
}

function size({ title, body }: { title: string | null; body: string }): number {
  return Buffer.byteLength(title ?? '') + Buffer.byteLength(body);
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1_000).toFixed(1)} kB`;
}
