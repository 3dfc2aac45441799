import { createHash, randomBytes } from 'node:crypto';
import type { Alert } from '../model/alert.ts';
import type { ChangeEvent } from '../model/change-event.ts';
import type { Webhook } from '../model/webhook.ts';
import type { NewDelivery } from '../store/webhook-store.ts';
import { cursorOf } from './cursor.ts';

/** Longer texts are cut, so that a message stays far below 20 kB: it is a hint, the feed has the whole. */
const MAX_TEXT = 500;
const MAX_URL = 2_000;

type Content = { type: string; at: string; subject: string; data: Record<string, unknown> };

/**
 * The message that tells a receiver of a change. Its id is made of the receiver and the change: planned twice, tried
 * again or told again by a replay, it is the same message.
 */
export function changeMessage(
  webhook: Pick<Webhook, 'id' | 'format'>,
  event: ChangeEvent,
  now: Date,
): NewDelivery {
  const { seq, type, at, id: subject, revision } = event;
  const id = messageId(webhook.id, String(seq));
  const data = { seq, cursor: cursorOf(seq), id: subject, revision, ...summary(event) };
  return message(webhook, { id, seq }, { type, at, subject, data }, now);
}

/** What the test button sends. */
export function testMessage(webhook: Pick<Webhook, 'id' | 'format'>, now: Date): NewDelivery {
  const id = messageId(webhook.id, `test ${randomBytes(12).toString('hex')}`);
  const data = { text: 'This is a test. The receiver works when it answers with a 2xx status.' };
  return message(
    webhook,
    { id, seq: null },
    { type: 'webhook.test', at: now.toISOString(), subject: webhook.id, data },
    now,
  );
}

/** Tells one receiver that another one was disabled. */
export function disabledMessage(
  webhook: Pick<Webhook, 'id' | 'format'>,
  disabled: Pick<Webhook, 'id' | 'url' | 'description' | 'disabledReason' | 'disabledAt'>,
  now: Date,
): NewDelivery {
  const id = messageId(webhook.id, `disabled ${disabled.id} ${disabled.disabledAt}`);
  const { url, description, disabledReason: reason } = disabled;
  const data = { id: disabled.id, url: url.slice(0, MAX_URL), description, reason };
  const at = disabled.disabledAt ?? now.toISOString();
  return message(
    webhook,
    { id, seq: null },
    { type: 'webhook.disabled', at, subject: disabled.id, data },
    now,
  );
}

/** Tells of an alert; the whole of it fits. */
export function alertMessage(webhook: Pick<Webhook, 'id' | 'format'>, alert: Alert, now: Date): NewDelivery {
  const { id: alertId, at, search, title, text, ...rest } = alert;
  const data = { id: alertId, search, title: shortened(title), text: shortened(text), ...rest };
  return message(
    webhook,
    { id: messageId(webhook.id, alertId), seq: null },
    { type: 'alert.raised', at, subject: alertId, data },
    now,
  );
}

function messageId(webhookId: string, what: string): string {
  return `msg_${createHash('sha256').update(`${webhookId} ${what}`).digest('base64url').slice(0, 27)}`;
}

function message(
  { id: webhookId, format }: Pick<Webhook, 'id' | 'format'>,
  { id, seq }: { id: string; seq: number | null },
  { type, at, subject, data }: Content,
  now: Date,
): NewDelivery {
  const content =
    format === 'standard'
      ? { type, timestamp: at, data }
      : {
          specversion: '1.0',
          id,
          source: '/v1/changes',
          type: `wellspring.${type}`,
          subject,
          time: at,
          datacontenttype: 'application/json',
          data,
        };
  return {
    ...{ id, webhookId, seq, type },
    body: JSON.stringify(content),
    createdAt: now.toISOString(),
    dueAtMs: now.getTime(),
  };
}

/** What a receiver can decide by whether it wants the whole. */
function summary(event: ChangeEvent): Record<string, unknown> {
  switch (event.type) {
    case 'article.created':
    case 'article.updated': {
      const { url, site, title, language, storyId, relation, dateVerdict } = event.data;
      return {
        url: url.length > MAX_URL ? null : url,
        title: title === null ? null : shortened(title),
        ...{ site: shortened(site), language, storyId, relation, dateVerdict },
        href: `/v1/articles/${event.id}`,
      };
    }
    case 'article.removed': {
      const { url, reason } = event.data;
      return { url: url.length > MAX_URL ? null : url, reason: shortened(reason) };
    }
    case 'story.changed': {
      const { title, members, sites, earliest } = event.data;
      return {
        title: title === null ? null : shortened(title),
        members: members.length,
        sites: sites.length,
        earliest: earliest.articleId,
        href: `/v1/stories/${encodeURIComponent(event.id)}`,
      };
    }
    case 'story.merged':
      return { into: event.data.into, href: `/v1/stories/${encodeURIComponent(event.data.into)}` };
  }
}

function shortened(text: string): string {
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT - 1).toWellFormed()}…` : text;
}
