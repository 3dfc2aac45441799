import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { asyncApiDescription } from '../../../src/api/asyncapi.ts';
import { changeMessage, disabledMessage, testMessage } from '../../../src/changes/webhook-message.ts';
import type { ChangeEvent } from '../../../src/model/change-event.ts';
import { cloudEventBody, standardBody, type WebhookContentType } from '../../../src/model/webhook-content.ts';
import { AsyncApi, asyncApiBreaches } from '../../asyncapi-breaches.ts';
import { inventedArticle } from '../../invented-article.ts';

const pinned = fileURLToPath(new URL('fixtures/asyncapi.json', import.meta.url));
const described = () => JSON.parse(JSON.stringify(asyncApiDescription('pinned')));
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

  /** `vitest -u` pins the description of today, and does not where something would break a receiver: that needs a /v2. */
  it('breaks no receiver that was written for the pinned one', async () => {
    const now = described();
    if (existsSync(pinned)) {
      const before = AsyncApi.parse(JSON.parse(readFileSync(pinned, 'utf8')));
      expect(asyncApiBreaches(before, AsyncApi.parse(now))).toEqual([]);
    }
    await expect(`${JSON.stringify(now, null, 1)}\n`).toMatchFileSnapshot(pinned);
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

describe('asyncApiBreaches', () => {
  const breaches = (change: (description: ReturnType<typeof described>) => void) => {
    const after = described();
    change(after);
    return asyncApiBreaches(AsyncApi.parse(described()), AsyncApi.parse(after));
  };

  it('finds nothing where nothing changed, or something was added', () => {
    expect(breaches(() => undefined)).toEqual([]);
    expect(
      breaches((api) => {
        api.components.messages.more = api.components.messages.change;
        api.channels.webhook.messages.more = { $ref: '#/components/messages/more' };
        api.components.messages.articleCreated.payload.properties.more = { type: 'string' };
      }),
    ).toEqual([]);
  });

  it('finds what is gone, moved, of another form or no longer always there', () => {
    expect(
      breaches((api) => {
        delete api.channels.webhook.messages.storyMerged;
        api.channels.changes.address = '/v2/changes/stream';
        api.components.messages.articleUpdatedCloudEvent.contentType = 'application/json';
        api.components.messages.articleRemoved.headers.required.pop();
        delete api.components.messages.articleCreated.payload.properties.timestamp;
      }),
    ).toEqual(
      expect.arrayContaining([
        'changes is at /v2/changes/stream',
        'webhook: storyMerged is gone',
        'articleUpdatedCloudEvent is application/json',
        'articleRemoved: header webhook-signature is no longer always there',
        expect.stringMatching(/^articleCreated: .*timestamp.* is gone$/),
      ]),
    );
  });
});
