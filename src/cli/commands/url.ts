import { z } from 'zod';
import type { UrlBiography } from '../../model/url-biography.ts';
import { type OpenApplication, withApplication } from '../application.ts';
import { command } from '../command.ts';
import { writeLine } from '../io.ts';
import { settingFlags, settingInput } from '../setting-flags.ts';
import { table } from '../table.ts';

export const url = (open: OpenApplication) =>
  command({
    usage: 'url <url>',
    summary:
      "a URL's biography: how it was found, what was decided and why it is in the feed or not; also of one never met",
    flags: [['--json', 'as one JSON object'], ...settingFlags],
    input: z.object({ url: z.string().min(1), json: z.boolean().default(false), ...settingInput }),
    async run({ url: address, json, ...flags }, io) {
      return withApplication(open, flags, async ({ biography }) => {
        const told = await biography(address);
        await writeLine(io.out, json ? JSON.stringify(told) : page(told));
        return 0;
      });
    },
  });

const marks = { passes: 'ok', stops: '!!', unknown: '??' } as const;

function page(told: UrlBiography): string {
  const { record, article, story, changes, deliveries, decisions, checks } = told;
  const rows = [
    ['url', told.url],
    ...(told.asked === told.url ? [] : [['asked', told.asked]]),
    ['feed', told.why],
    ...(record ? recordRows(record) : []),
    ...(article
      ? [
          ['article', `${article.id}, revision ${article.revision}: ${article.title ?? '(no title)'}`],
          [
            'parsed',
            `template ${article.template}, parsers ${article.parserVersion}; least sure of ${article.weakest.map(({ field, confidence }) => `${field} ${confidence.toFixed(2)}`).join(', ')}`,
          ],
        ]
      : []),
    ...(story
      ? [['story', `${story.id}: ${story.relation}, ${story.members} members on ${story.sites} sites`]]
      : []),
    ...changes.map(({ seq, type, at, revision }, n) => [
      n === 0 ? 'changes' : '',
      `${at} ${type} (seq ${seq}, revision ${revision})`,
    ]),
    ...deliveries.map(({ webhookId, seq, state, attempts }, n) => [
      n === 0 ? 'delivered' : '',
      `${webhookId}: ${state} after ${attempts} attempts (seq ${seq})`,
    ]),
  ];
  const parts = [
    table(rows),
    `rules\n${table(checks.map(({ rule, verdict, says }) => [`  ${marks[verdict]}`, rule, says]))}`,
  ];
  if (decisions.length > 0) {
    const lines = decisions.map(({ at, outcome, reason, runId }) => [
      `  ${at}`,
      outcome,
      reason,
      runId ?? '',
    ]);
    parts.push(`decisions\n${table(lines)}`);
  }
  return parts.join('\n');
}

function recordRows(record: NonNullable<UrlBiography['record']>): string[][] {
  const { discovery, lastFetch, rhythm, firstSeenAt, outcome, reason, depth, runId } = record;
  const place = discovery.position ? `, link ${discovery.position}` : '';
  const dated = discovery.date ? `, dated ${discovery.date} there` : '';
  const from = discovery.from ? ` in ${discovery.from}${place}${dated}` : '';
  const led = lastFetch && lastFetch.finalUrl !== record.url ? `, led to ${lastFetch.finalUrl}` : '';
  return [
    ['outcome', `${outcome}: ${reason}`],
    ['found', `${firstSeenAt} by ${discovery.by}${from}; ${depth} links from a start`],
    ['run', runId ?? 'none'],
    ['fetched', lastFetch ? `${lastFetch.at}, HTTP ${lastFetch.status}${led}` : 'never'],
    ...(lastFetch?.snapshot
      ? [['kept', `${lastFetch.snapshot.file} at ${lastFetch.snapshot.offsetBytes}`]]
      : []),
    ...(rhythm
      ? [
          [
            'visits',
            `${rhythm.visits}, ${rhythm.changes} with something new; next ${rhythm.nextAt ?? 'by its schedule, or never again'}`,
          ],
        ]
      : []),
  ];
}
