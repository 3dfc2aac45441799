import { randomUUID } from 'node:crypto';
import type { Binary, ClientSession, Db } from 'mongodb';

/** Where processes say that they write; nothing of the store. */
export const WRITERS = 'writers';

/** A process that writes, and the sessions in which it does so. */
type WriterDocument = { _id: string; sessions: Binary[]; aliveAt: Date };

export type TransactionLeases = {
  /** To be awaited before the first statement of a transaction. */
  begin(session: ClientSession): Promise<void>;
  /** The transaction has ended, one way or the other. */
  end(session: ClientSession): void;
  close(): Promise<void>;
};

type Held = { id: Binary; open: number; usedMs: number; isTold: boolean };

/**
 * Who writes what a transaction has written waits until that one ends. If its process was killed it ends by itself after
 * 60 s (`transactionLifetimeLimitSeconds`), too long for pages that are to be fetched by the minute. So each process leaves
 * its sessions in the database and says by the server's clock that it lives, and whoever writes ends the sessions of those
 * that have been silent for `leaseMs`. A process that was only frozen loses its transaction, and does it again.
 *
 * @see https://www.mongodb.com/docs/manual/reference/command/killSessions/ (everybody may end sessions of the same user)
 */
export function transactionLeases(
  db: Db,
  { leaseMs = 6_000, beatMs = 2_000, restMs = 10_000 } = {},
): TransactionLeases {
  const writers = db.collection<WriterDocument>(WRITERS, { writeConcern: { w: 1 } });
  const me = randomUUID();
  const held = new Map<string, Held>();
  let beatenAt = 0;
  let timer: NodeJS.Timeout | null = null;
  let beating: Promise<unknown> = Promise.resolve();
  let next: Promise<Date> | null = null;
  let looking: Promise<void> | null = null;

  /** One after the other, since a late one would take back what a newer one named; all who wait share the next. */
  function beat(): Promise<Date> {
    next ??= beating.then(() => {
      next = null;
      return say();
    });
    beating = next.catch(() => undefined);
    return next;
  }

  /** @returns the server's time */
  async function say(): Promise<Date> {
    const startedAt = performance.now();
    for (const [key, { open, usedMs }] of held)
      if (open === 0 && startedAt - usedMs > restMs) held.delete(key);
    const told = [...held.values()];
    const sessions = told.map(({ id }) => id);
    const said = await writers.findOneAndUpdate(
      { _id: me },
      { $set: { sessions }, $currentDate: { aliveAt: true } },
      { upsert: true, returnDocument: 'after' },
    );
    if (!said) throw new Error('what was written cannot be read');
    beatenAt = startedAt;
    for (const session of told) session.isTold = true;
    return said.aliveAt;
  }

  /** By one clock: that of the server, which has just told its time. */
  async function endSilent(nowOfServer: Date): Promise<void> {
    const before = new Date(nowOfServer.getTime() - leaseMs);
    for (const { _id, sessions, aliveAt } of await writers.find({ aliveAt: { $lt: before } }).toArray()) {
      if (sessions.length > 0) await db.command({ killSessions: sessions.map((id) => ({ id })) });
      await writers.deleteOne({ _id, aliveAt });
    }
  }

  function tick(): void {
    const resting = [...held.values()].every(
      ({ open, usedMs }) => open === 0 && performance.now() - usedMs > restMs,
    );
    if (resting) stop();
    // A server that is away is looked at again with the next tick.
    else
      looking ??= beat()
        .then(endSilent)
        .catch(() => undefined)
        .finally(() => {
          looking = null;
        });
  }

  function stop(): void {
    if (timer) clearInterval(timer);
    timer = null;
  }

  return {
    async begin(session) {
      const id = session.id?.id;
      if (!id) throw new Error('a session without an id cannot be leased');
      const key = id.toString('hex');
      const known = held.get(key);
      if (known) known.open += 1;
      else held.set(key, { id, open: 1, usedMs: 0, isTold: false });
      timer ??= setInterval(tick, beatMs).unref();
      if (!known?.isTold || performance.now() - beatenAt > beatMs * 1.5) await beat();
    },
    end(session) {
      const mine = session.id && held.get(session.id.id.toString('hex'));
      if (!mine) return;
      mine.open -= 1;
      mine.usedMs = performance.now();
    },
    async close() {
      stop();
      await looking;
      if (beatenAt > 0) await writers.deleteOne({ _id: me }).catch(() => undefined);
    },
  };
}
