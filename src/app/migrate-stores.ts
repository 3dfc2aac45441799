import type { Settings } from '../settings.ts';
import { connectMongo } from '../store/mongo/connect.ts';
import { migrate } from '../store/mongo/migrate.ts';

/**
 * Brings the store to the version of this program; null: it is the embedded one, which does so whenever it is opened.
 * @throws {StoreError}
 */
export async function migrateStores({ mongodbUri }: Settings): Promise<{ from: number; to: number } | null> {
  if (!mongodbUri) return null;
  const { client, db } = await connectMongo(mongodbUri);
  try {
    return await migrate(db);
  } finally {
    await client.close();
  }
}
