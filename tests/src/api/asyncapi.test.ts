import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { asyncApiDescription } from '../../../src/api/asyncapi.ts';
import { changeMessage, disabledMessage, testMessage } from '../../../src/changes/webhook-message.ts';
import type { ChangeEvent } from '../../../src/model/change-event.ts';
import { cloudEventBody, standardBody, type WebhookContentType } from '../../../src/model/webhook-content.ts';
import { inventedArticle } from '../../invented-article.ts';

const require = createRequire(import.meta.url);
const now = new Date('2026-01-02T03:04:05.678Z');
const at = now.toISOString();

const { provenance: _, ...article } = inventedArticle({
  canonicalUrl: 'https://a.example/1.html',
  title: '长'.repeat(5_000),
});
const story = {
  id: 's-1',
  title: 'A story',
  members: [article.id],
  sites: ['a.example'],
  earliest: {
    articleId: article.id,
    iso: null,
    kind: 'first-seen' as const,
    reason: 'first seen',
    confidence: 0.5,
  },
  spread: { firstSeenAt: at, lastSeenAt: at, copies: 0, sites: 1, medianLagDays: null },
};
const head = { seq: 7, at, id: article.id, revision: 1 };
const events: ChangeEvent[] = [
  { ...head, type: 'article.created', data: article },
  { ...head, type: 'article.updated', data: article },
  { ...head, type: 'article.removed', data: { url: article.url, reason: 'asked for '.repeat(3_000) } },
  { ...head, id: 's-1', type: 'story.changed', data: story },
  { ...head, id: 's-1', type: 'story.merged', data: { into: 's-2' } },
];
const disabled = {
  id: 'wh_2',
  url: 'https://b.example/',
  description: '',
  disabledReason: 'gone',
  disabledAt: at,
};

describe('the description of what is sent', () => {
  it('is valid by the schema of AsyncAPI 3.0', () => {
    const path = require.resolve('@asyncapi/specs/schemas/3.0.0-without-$id.json');
    const ajv = new Ajv({ strict: false, allErrors: true });
    formats.default(ajv);
    const check = ajv.compile(JSON.parse(readFileSync(path, 'utf8')));
    check(JSON.parse(JSON.stringify(asyncApiDescription('1.2.3'))));
    expect(check.errors ?? []).toEqual([]);
    const broken = { ...asyncApiDescription('1'), operations: { send: { action: 'shout' } } };
    expect(check(broken)).toBe(false);
  });

  it('refers only to what it holds', () => {
    const description = asyncApiDescription('1');
    for (const [, path = ''] of JSON.stringify(description).matchAll(/"\$ref":"#\/([^"]+)"/g)) {
      if (path.startsWith('definitions/')) continue;
      const found = path
        .split('/')
        .reduce<unknown>((value, key) => Reflect.get(Object(value), key), description);
      expect(found, path).toBeDefined();
    }
  });

  it.each(['standard', 'cloudevents'] as const)('is what webhooks send (%s), below 20 kB', (format) => {
    const webhook = { id: 'wh_1', format };
    const sent = [
      ...events.map((event) => changeMessage(webhook, event, now)),
      testMessage(webhook, now),
      disabledMessage(webhook, disabled, now),
    ];
    const bodyOf = format === 'standard' ? standardBody : cloudEventBody;
    for (const { type, body } of sent) {
      expect(Buffer.byteLength(body)).toBeLessThan(20_000);
      const schema = bodyOf(type as WebhookContentType).strict();
      expect(schema.parse(JSON.parse(body))).toEqual(JSON.parse(body));
    }
    expect(new Set(sent.map(({ type }) => type)).size).toBe(7);
  });
});
