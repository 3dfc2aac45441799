import type { Outcome } from '../src/model/outcome.ts';
import type { Page } from '../src/model/page.ts';
import { canonicalUrl } from './canonical-url.ts';
import { type GetByRulesNeeds, getByRules } from './get-by-rules.ts';
import { pageOfAnswer } from './page-of-answer.ts';

/** One page for a person who waits for it: through the gate and the guard like all others, with its redirects. */
export async function fetchPage(
  address: string,
  { now, ...needs }: GetByRulesNeeds & { now: () => Date },
  signal: AbortSignal,
): Promise<{ page: Page } | { outcome: Outcome; reason: string }> {
  const first = canonicalUrl(address);
  if (!first) return { outcome: 'out-of-scope', reason: `${JSON.stringify(address)} is no web address` };
  const got = await getByRules(first, needs, signal, canonicalUrl);
  if ('outcome' in got) return got;
  const { answer, url } = got;
  if (answer.status < 200 || answer.status >= 300)
    return { outcome: 'http-error', reason: `HTTP ${answer.status}` };
  return { page: pageOfAnswer(first, url, answer, now()) };
}
