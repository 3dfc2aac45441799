import type { RunSummary } from './application.ts';
import { printable } from './printable.ts';
import { table } from './table.ts';

/** What each outcome means to the person who reads the summary. */
const meaning = {
  queued: 'known, to be fetched by the next run',
  stored: 'articles stored, or stored anew',
  unchanged: 'articles as they were',
  duplicate: 'other addresses of a stored article',
  'not-article': 'lists and other pages',
  robots: 'kept out by robots.txt',
  'out-of-scope': 'outside of the hosts and paths of this crawl',
  budget: 'beyond the page or depth budget',
  'not-due': 'visited lately',
  'refused-address': 'private or otherwise forbidden addresses',
  'too-large': 'larger than 5 MB',
  'http-error': 'answered with an error, or not at all',
  timeout: 'took too long',
  'parse-refused': 'could not be read within the limits',
  quarantined: 'set aside: need a browser or a look',
  'dead-letter': 'failed for good',
  removed: 'gone',
} as const;

/** The outcomes of a run, most frequent first. */
export function outcomeSummary({ outcomes, seconds, interrupted, resumed, failures }: RunSummary): string {
  const rows = Object.entries(meaning)
    .flatMap(([name, text]) => {
      const count = outcomes[name as keyof typeof meaning] ?? 0;
      return count > 0 ? [{ name, text, count }] : [];
    })
    .sort((a, b) => b.count - a.count);
  const total = rows.reduce((sum, { count }) => sum + count, 0);
  const head = `${total} URLs in ${seconds.toFixed(1)} s${interrupted ? ' (stopped early; run the same again to go on)' : ''}${resumed ? ' (with those of the run before, which was stopped)' : ''}`;
  return [
    head,
    table(rows.map(({ name, text, count }) => [`  ${String(count).padStart(6)}`, name, text])),
    ...failures.map((failure) => `failed for good: ${printable(failure)}`),
  ].join('\n');
}
