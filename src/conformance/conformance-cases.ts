import { setTimeout as sleep } from 'node:timers/promises';
import type { ConformanceKit } from './conformance-kit.ts';

export type ConformanceCase = {
  name: string;
  /** What a right consumer does. */
  wants: string;
  /** Null: it does; else what it did instead. */
  play(kit: ConformanceKit): Promise<string | null>;
};

const MINUTES_10 = 600_000;
const PIECES = 8;
const PIECE_MS = 400;
/** A receiver that is busy with a slow sender still has to answer others within this. */
const OTHERS_MS = 1_500;
const LARGE = 19_000;

const taken = (status: number | null) => status !== null && status >= 200 && status < 300;
const wants2xx = (status: number | null, what: string): string | null =>
  taken(status) ? null : `${what} was answered with ${status ?? 'a broken connection'}, not with 2xx`;
const wants4xx = (status: number, what: string): string | null =>
  status >= 400 && status < 500 ? null : `${what} was answered with ${status}, not with 4xx`;

async function firstOf(checks: (() => Promise<string | null>)[]): Promise<string | null> {
  for (const check of checks) {
    const found = await check();
    if (found !== null) return found;
  }
  return null;
}

/** Judged only where the consumer tells what it holds. */
async function state(
  kit: ConformanceKit,
  subject: string,
  wanted: { seq: number; applied?: number } | null,
): Promise<string | null> {
  if (!kit.judgesState) return null;
  const held = await kit.held(subject);
  if (wanted === null) return held === null ? null : `it holds ${subject}, which it should not`;
  if (held === null) return `it does not hold ${subject}`;
  if (held.seq !== wanted.seq) return `it holds change ${held.seq} of ${subject}, not ${wanted.seq}`;
  if (wanted.applied !== undefined && held.applied !== wanted.applied) {
    return `it took ${held.applied} changes of ${subject} over, not ${wanted.applied}`;
  }
  return null;
}

/** A message that must be refused, and must have no effect. */
async function refused(
  kit: ConformanceKit,
  what: string,
  change: (headers: Record<string, string>, body: string, id: string) => Record<string, string>,
): Promise<string | null> {
  const message = kit.message();
  const body = kit.bodyOf(message);
  const status = await kit.send(message, (headers) => change(headers, body, message.id));
  return wants4xx(status, what) ?? (await state(kit, message.subject, null));
}

export const conformanceCases: readonly ConformanceCase[] = [
  {
    name: 'valid',
    wants: 'takes a message that is rightly signed',
    async play(kit) {
      const message = kit.message();
      return (
        wants2xx(await kit.send(message), 'a right message') ??
        state(kit, message.subject, { seq: message.seq, applied: 1 })
      );
    },
  },
  {
    name: 'wrong-signature',
    wants: 'refuses a signature that does not fit, with 4xx and without effect',
    play: (kit) =>
      firstOf([
        () =>
          refused(kit, 'a signature of another body', (headers, body, id) => ({
            ...headers,
            'webhook-signature': kit.headersOf(id, `${body} `)['webhook-signature'] ?? '',
          })),
        () => refused(kit, 'another id', (headers) => ({ ...headers, 'webhook-id': 'msg_other' })),
        () =>
          refused(kit, 'a made-up signature', (headers) => ({ ...headers, 'webhook-signature': 'v1,AAAA' })),
      ]),
  },
  {
    name: 'no-signature',
    wants: 'refuses a message without signature, with 4xx and without effect',
    play: (kit) => refused(kit, 'no signature', ({ 'webhook-signature': _, ...headers }) => headers),
  },
  {
    name: 'old-timestamp',
    wants: 'refuses a message whose (signed) timestamp is ten minutes old, or ahead',
    play: (kit) =>
      firstOf([
        () =>
          refused(kit, 'a timestamp of ten minutes ago', (_, body, id) =>
            kit.headersOf(id, body, at(-MINUTES_10)),
          ),
        () =>
          refused(kit, 'a timestamp ten minutes ahead', (_, body, id) =>
            kit.headersOf(id, body, at(MINUTES_10)),
          ),
      ]),
  },
  {
    name: 'duplicate',
    wants: 'answers 2xx to a message that it has, and does not take it over again',
    async play(kit) {
      const message = kit.message();
      await kit.send(message);
      return (
        wants2xx(await kit.send(message), 'the same message again') ??
        state(kit, message.subject, { seq: message.seq, applied: 1 })
      );
    },
  },
  {
    name: 'disorder',
    wants: 'keeps the later change when the earlier one comes after it',
    async play(kit) {
      const earlier = kit.message({ type: 'article.updated' });
      const later = kit.message({ type: 'article.updated', subject: earlier.subject });
      await kit.send(later);
      return (
        wants2xx(await kit.send(earlier), 'an earlier change') ??
        state(kit, later.subject, { seq: later.seq })
      );
    },
  },
  {
    name: 'tombstone',
    wants: 'lets go of a removed article, and does not bring it back for an earlier change',
    async play(kit) {
      const created = kit.message();
      const late = kit.message({ type: 'article.updated', subject: created.subject });
      const removed = kit.message({ type: 'article.removed', subject: created.subject });
      await kit.send(created);
      return (
        wants2xx(await kit.send(removed), 'a tombstone') ??
        (await state(kit, created.subject, null)) ??
        wants2xx(await kit.send(late), 'a change from before the tombstone') ??
        (await state(kit, created.subject, null)) ??
        wants2xx(
          await kit.send(kit.message({ type: 'article.removed' })),
          'a tombstone of an unknown article',
        )
      );
    },
  },
  {
    name: 'rotation',
    wants: 'takes a message with several signatures when one of them fits, wherever it stands',
    play: (kit) =>
      firstOf(
        [(right: string) => `v1,AAAA ${right}`, (right: string) => `${right} v1,AAAA`].map(
          (both) => async () => {
            const message = kit.message();
            const status = await kit.send(message, (headers) => ({
              ...headers,
              'webhook-signature': both(headers['webhook-signature'] ?? ''),
            }));
            return wants2xx(status, 'two signatures') ?? state(kit, message.subject, { seq: message.seq });
          },
        ),
      ),
  },
  {
    name: 'unknown-type',
    wants: 'answers 2xx to a type that it does not know: new ones may come',
    async play(kit) {
      return wants2xx(await kit.send(kit.message({ type: 'article.invented' })), 'an unknown type');
    },
  },
  {
    name: 'large',
    wants: 'takes a message of nearly 20 kB',
    async play(kit) {
      return wants2xx(await kit.send(kit.message({ padding: 'x'.repeat(LARGE) })), 'a large message');
    },
  },
  {
    name: 'slow-connection',
    wants: 'answers others at once while one sender is slow, and takes the slow message too',
    async play(kit) {
      const slow = kit.message();
      const sending = kit.sendPieces(slow, dripping);
      await sleep(PIECE_MS);
      const began = performance.now();
      const status = await kit.send(kit.message());
      const tookMs = performance.now() - began;
      const found =
        wants2xx(status, 'a message beside a slow one') ??
        (tookMs > OTHERS_MS ? `a message beside a slow one took ${Math.round(tookMs)} ms` : null);
      const slowStatus = await sending;
      return found ?? wants2xx(slowStatus, 'a slow message') ?? state(kit, slow.subject, { seq: slow.seq });
    },
  },
  {
    name: 'broken-connection',
    wants: 'takes nothing over from a message that breaks off, and takes it when it comes whole',
    async play(kit) {
      // So long that half of it holds all that matters.
      const message = kit.message({ padding: 'x'.repeat(2_000) });
      await kit.sendPieces(message, breakingOff);
      return (
        (await state(kit, message.subject, null)) ??
        wants2xx(await kit.send(message), 'a message that had broken off before') ??
        state(kit, message.subject, { seq: message.seq, applied: 1 })
      );
    },
  },
];

const at = (offsetMs: number) => new Date(Date.now() + offsetMs);

async function* dripping(body: string): AsyncGenerator<string, void, void> {
  const size = Math.ceil(body.length / PIECES);
  for (let start = 0; start < body.length; start += size) {
    yield body.slice(start, start + size);
    await sleep(PIECE_MS);
  }
}

async function* breakingOff(body: string): AsyncGenerator<string, void, void> {
  yield body.slice(0, body.length >> 1);
  await sleep(PIECE_MS);
  throw new Error('broken off on purpose');
}
