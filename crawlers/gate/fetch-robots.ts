import type { GuardedClient } from '../fetch/guarded-client.ts';
import type { NoPass } from './host-gate.ts';
import { maxRobotsBytes, type RobotsRules, robotsRules } from './robots-rules.ts';

/** What became of asking for a robots.txt. */
export type RobotsAnswer =
  /** `text` is what the rules were read from: other workers read them from it again. */
  | { kind: 'rules'; rules: RobotsRules; text: string; source: string }
  /** There is none: everything may be fetched. */
  | { kind: 'none'; source: string }
  /** It cannot be had: nothing may be fetched, until it can. */
  | { kind: 'closed'; source: string }
  /** The host's own address may not be spoken to. */
  | { kind: 'refused'; source: string };

/** RFC 9309 section 2.3.1.2: at least five redirects are followed, also to other hosts. */
const maxRedirects = 5;

/** RFC 9309 section 2.3.1: 4xx means no rules; 5xx, no answer or too many redirects mean stay out. */
export async function fetchRobots(
  origin: string,
  client: Pick<GuardedClient, 'get'>,
  agent: string,
  signal: AbortSignal,
): Promise<RobotsAnswer> {
  const robotsUrl = `${origin}/robots.txt`;
  let url = robotsUrl;
  for (let hop = 0; hop <= maxRedirects; hop++) {
    const answer = await client.get(url, { signal });
    if ('outcome' in answer) {
      const refused = answer.outcome === 'refused-address' && hop === 0;
      return refused
        ? { kind: 'refused', source: answer.reason }
        : { kind: 'closed', source: `robots.txt: ${answer.reason}` };
    }
    const { status, headers, body } = answer;
    if (status >= 300 && status < 400) {
      const target =
        headers.location && URL.canParse(headers.location, url) ? new URL(headers.location, url) : null;
      if (!target || !/^https?:$/.test(target.protocol)) {
        return { kind: 'none', source: `robots.txt: HTTP ${status} without a place to go` };
      }
      url = target.href;
      continue;
    }
    if (status >= 400 && status < 500 && status !== 429)
      return { kind: 'none', source: `robots.txt: HTTP ${status}` };
    if (status < 200 || status >= 300) return { kind: 'closed', source: `robots.txt: HTTP ${status}` };
    // Rules are matched as those of the origin that was asked, wherever the file came from.
    const text = body.subarray(0, maxRobotsBytes).toString('utf8');
    return {
      kind: 'rules',
      text,
      rules: robotsRules(robotsUrl, text, agent),
      source: `robots.txt: HTTP ${status}`,
    };
  }
  return { kind: 'closed', source: `robots.txt: more than ${maxRedirects} redirects` };
}

/** What a host's robots.txt says against a URL; null: nothing. */
export function robotsRefusal(answer: RobotsAnswer, url: string): NoPass | null {
  if (answer.kind === 'refused') return { outcome: 'refused-address', reason: answer.source };
  if (answer.kind === 'closed') return { outcome: 'robots', reason: answer.source };
  const reason = answer.kind === 'rules' ? answer.rules.refusal(url) : null;
  return reason ? { outcome: 'robots', reason } : null;
}
