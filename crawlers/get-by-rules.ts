import type { Outcome } from '../src/model/outcome.ts';
import type { Answer, GuardedClient } from './fetch/guarded-client.ts';
import type { HostGate } from './gate/host-gate.ts';

export type GetByRulesNeeds = { client: Pick<GuardedClient, 'get'>; gate: Pick<HostGate, 'enter'> };

const mostRedirects = 5;

/**
 * An answer with its redirects followed, each address by the same rules: guard, gate, web addresses only.
 *
 * @param targetOf the address that a `Location` field leads to; null: it leads nowhere, and the answer stands as it is
 */
export async function getByRules(
  address: string,
  { client, gate }: GetByRulesNeeds,
  signal: AbortSignal,
  targetOf: (location: string, base: string) => string | null,
): Promise<{ answer: Answer; url: string } | { outcome: Outcome; reason: string }> {
  let url = address;
  for (let hop = 0; hop <= mostRedirects; hop++) {
    if (!/^https?:/i.test(url))
      return { outcome: 'refused-address', reason: `${url.slice(0, 80)} is no web address` };
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
    const { location } = answer.headers;
    const isRedirect = answer.status >= 300 && answer.status < 400;
    const target = isRedirect && location ? targetOf(location, url) : null;
    if (target === null) return { answer, url };
    url = target;
  }
  return { outcome: 'http-error', reason: `more than ${mostRedirects} redirects` };
}
