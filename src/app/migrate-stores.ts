import type { Settings } from '../settings.ts';

/**
 * Brings the store to the version of this program; null: it is the embedded one, which does so whenever it is opened.
 * @throws {StoreError}
 */
export async function migrateStores({ mongodbUri }: Settings): Promise<{ from: number; to: number } | null> {
  if (!mongodbUri) return null;
  const { connectMongo } = await import('../store/mongo/connect.ts');
  const { migrate } = await import('../store/mongo/migrate.ts');
  const { client, db } = await connectMongo(mongodbUri);
  try {
    return await migrate(db);
  } finally {
    await client.close();
  }
}
