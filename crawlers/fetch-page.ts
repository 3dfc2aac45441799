import type { Outcome } from '../src/model/outcome.ts';
import type { Page } from '../src/model/page.ts';
import { canonicalUrl } from './canonical-url.ts';
import type { GuardedClient } from './fetch/guarded-client.ts';
import type { HostGate } from './gate/host-gate.ts';
import { pageOfAnswer } from './page-of-answer.ts';

const mostRedirects = 5;

/** One page for a person who waits for it: through the gate and the guard like all others, with its redirects. */
export async function fetchPage(
  address: string,
  {
    client,
    gate,
    now,
  }: { client: Pick<GuardedClient, 'get'>; gate: Pick<HostGate, 'enter'>; now: () => Date },
  signal: AbortSignal,
): Promise<{ page: Page } | { outcome: Outcome; reason: string }> {
  const first = canonicalUrl(address);
  if (!first) return { outcome: 'out-of-scope', reason: `${JSON.stringify(address)} is no web address` };
  let url = first;
  for (let hop = 0; hop <= mostRedirects; hop++) {
    const pass = await gate.enter(url, signal);
    if ('outcome' in pass) return pass;
    const answer = await client.get(url, { signal }).catch((error: unknown) => {
      pass.leave({ status: null, retryAfter: null });
      throw error;
    });
    if ('outcome' in answer) {
      pass.leave({ status: null, retryAfter: null });
      return { outcome: answer.outcome, reason: answer.reason };
    }
    pass.leave({ status: answer.status, retryAfter: answer.headers['retry-after'] ?? null });
    const target = answer.headers.location ? canonicalUrl(answer.headers.location, url) : null;
    if (answer.status >= 300 && answer.status < 400 && target) {
      url = target;
      continue;
    }
    if (answer.status < 200 || answer.status >= 300)
      return { outcome: 'http-error', reason: `HTTP ${answer.status}` };
    return { page: pageOfAnswer(first, url, answer, now()) };
  }
  return { outcome: 'http-error', reason: `more than ${mostRedirects} redirects` };
}
