import type { Attempt, Webhook } from '../model/webhook.ts';
import { signedHeaders } from './webhook-secret.ts';

/** So much of an answer is kept in the log. */
const KEPT_ANSWER_BYTES = 2_000;

/** The guarded way out, as far as webhooks need it. */
export type Post = (
  url: string,
  options: { headers: Record<string, string>; body: string; maxBytes: number; signal?: AbortSignal },
) => Promise<
  { status: number; headers: Record<string, string>; body: Uint8Array } | { outcome: string; reason: string }
>;

export type Attempted = {
  attempt: Omit<Attempt, 'number'>;
  /** `gone`: the receiver wants nothing any more (410). */
  verdict: 'delivered' | 'failed' | 'gone';
  /** What the receiver asked for; null: nothing. */
  retryAfterMs: number | null;
};

/** Sends one message once. Redirects are failures: where a message goes was checked, where it would lead was not. */
export async function attemptDelivery(
  webhook: Pick<Webhook, 'url' | 'secrets' | 'format'>,
  { id, body }: { id: string; body: string },
  { post, now }: { post: Post; now: () => Date },
): Promise<Attempted> {
  const start = now();
  const headers = signedHeaders(webhook, id, body, start);
  const before = performance.now();
  const answer = await post(webhook.url, { headers, body, maxBytes: KEPT_ANSWER_BYTES });
  const common = {
    at: start.toISOString(),
    request: { url: webhook.url, headers, body },
    durationMs: Math.round((performance.now() - before) * 10) / 10,
  };
  if ('outcome' in answer) {
    const error = `${answer.outcome}: ${answer.reason}`;
    return { attempt: { ...common, answer: null, error }, verdict: 'failed', retryAfterMs: null };
  }
  const { status } = answer;
  const well = status >= 200 && status < 300;
  const error = well
    ? null
    : status >= 300 && status < 400
      ? `HTTP ${status}; redirects are not followed`
      : `HTTP ${status}`;
  const shown = { status, headers: answer.headers, body: Buffer.from(answer.body).toString('utf8') };
  return {
    attempt: { ...common, answer: shown, error },
    verdict: well ? 'delivered' : status === 410 ? 'gone' : 'failed',
    retryAfterMs: well ? null : retryAfterMs(answer.headers['retry-after'], start),
  };
}

/** Seconds or an HTTP date (RFC 9110, section 10.2.3). */
function retryAfterMs(field: string | undefined, now: Date): number | null {
  if (field === undefined) return null;
  if (/^\d{1,9}$/.test(field.trim())) return Number(field) * 1_000;
  const at = Date.parse(field);
  return Number.isNaN(at) ? null : Math.max(0, at - now.getTime());
}
