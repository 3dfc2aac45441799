import { randomBytes } from 'node:crypto';
import { Webhook as Signer } from 'standardwebhooks';
import type { Webhook, WebhookSecret } from '../model/webhook.ts';

/** How long an old secret signs beside the new one. */
const BOTH_SIGN_MS = 24 * 3_600_000;
const SECRET_BYTES = 32;

export function newSecret(): WebhookSecret {
  return { secret: `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`, until: null };
}

/** The new secret signs at once; the one before signs beside it for a day, so that no message fails meanwhile. */
export function rotated(webhook: Webhook, now: Date): Webhook {
  const until = new Date(now.getTime() + BOTH_SIGN_MS).toISOString();
  const [current] = webhook.secrets;
  return { ...webhook, secrets: [newSecret(), ...(current ? [{ ...current, until }] : [])] };
}

/** The headers of one attempt: the id stays, the timestamp is the attempt's own, and each valid secret signs. */
export function signedHeaders(
  { secrets, format }: Pick<Webhook, 'secrets' | 'format'>,
  id: string,
  body: string,
  now: Date,
): Record<string, string> {
  const valid = secrets.filter(({ until }) => until === null || until > now.toISOString());
  return {
    'content-type': format === 'standard' ? 'application/json' : 'application/cloudevents+json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
    'webhook-signature': valid.map(({ secret }) => new Signer(secret).sign(id, now, body)).join(' '),
  };
}
