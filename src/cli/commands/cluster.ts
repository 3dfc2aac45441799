import { z } from 'zod';
import { bareHost } from '../../model/bare-host.ts';
import { type ClusterInput, clusterArticles } from '../../stories/cluster-articles.ts';
import { command } from '../command.ts';
import { writeLine } from '../io.ts';
import { ndjsonLines } from '../ndjson-lines.ts';
import { UsageError } from '../usage-error.ts';

const Entry = z.object({
  id: z.union([z.string(), z.number()]),
  site: z.string().optional(),
  url: z.string().optional(),
  title: z.string().nullish(),
  body: z.string().nullish(),
});

export const cluster = command({
  usage: 'cluster',
  summary:
    'articles from stdin as NDJSON to their stories: storyId, relation and similarity a line, in order',
  flags: [['--ndjson', 'read {"id","site","url","title","body"} a line']],
  input: z.object({ ndjson: z.boolean().default(false) }),
  async run({ ndjson }, io) {
    if (!ndjson) throw new UsageError('cluster: say --ndjson, and give one JSON object a line on stdin');
    const articles: ClusterInput[] = [];
    const ids: (string | number)[] = [];
    for await (const line of ndjsonLines(io.in)) {
      if ('problem' in line) throw new UsageError(`cluster: line ${line.number} is no JSON: ${line.problem}`);
      const entry = Entry.safeParse(line.value);
      if (!entry.success) {
        const told = entry.error.issues.map(({ path, message }) => `${path.join('.') || 'line'}: ${message}`);
        throw new UsageError(`cluster: line ${line.number}: ${told.join('; ')}`);
      }
      const { id, site, url, title, body } = entry.data;
      ids.push(id);
      articles.push({ id: String(id), site: site ?? hostOf(url), title: title ?? null, body: body ?? '' });
    }
    for (const [index, result] of clusterArticles(articles).entries()) {
      await writeLine(io.out, JSON.stringify({ ...result, id: ids[index] ?? result.id }));
    }
    return 0;
  },
});

function hostOf(url: string | undefined): string {
  return url !== undefined && URL.canParse(url) ? bareHost(new URL(url).host) : '';
}
