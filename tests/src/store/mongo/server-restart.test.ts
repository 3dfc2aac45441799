import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openMongoStores } from '../../../../src/store/mongo/open-mongo-stores.ts';
import { freePort } from '../../../services/free-port.ts';
import type { Service } from '../../../services/service.ts';
import { hasOwnMongo, startOwnMongo } from '../../../services/start-mongo.ts';
import { article, batch, urlRecord } from '../store-values.ts';
import { mongoUri } from './new-database.ts';

describe.skipIf(!mongoUri || !hasOwnMongo())('a MongoDB server that is killed and started again', () => {
  let place: { folder: string; port: number };
  let server: Service;
  beforeEach(async () => {
    place = { folder: mkdtempSync(join(tmpdir(), 'wellspring-mongo-')), port: await freePort() };
    server = await startOwnMongo(place);
  });
  afterEach(async () => {
    await server.close();
    rmSync(place.folder, { recursive: true, force: true });
  });

  it('is waited for: nothing that was promised is lost, and nothing is written twice', async () => {
    const { store } = await openMongoStores({ uri: server.url });
    try {
      const promised: string[] = [];
      let stop = false;
      const writing = (async () => {
        for (let n = 0; !stop; n += 1) {
          const one = article(`p${n}`);
          await store.commit({ ...batch(one), urls: [urlRecord(one.url)] });
          promised.push(one.id);
        }
      })();
      for (let kills = 0; kills < 2; kills += 1) {
        const before = promised.length;
        while (promised.length < before + 5) await new Promise((resolve) => setTimeout(resolve, 10));
        await server.kill();
        const reading = store.article(promised[0] ?? '');
        server = await startOwnMongo(place);
        expect((await reading)?.id).toBe(promised[0]);
      }
      stop = true;
      await writing;
      const events = await store.changes(0, 100_000);
      expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
      const created = events.filter(({ type }) => type === 'article.created').map(({ id }) => id);
      expect(created).toEqual(promised);
      for (const id of promised) expect(await store.article(id)).not.toBeNull();
      expect(await store.outcomes(null)).toEqual({ queued: promised.length });
    } finally {
      await store.close();
    }
  }, 120_000);
});
