import { randomBytes } from 'node:crypto';
import { MongoClient } from 'mongodb';

/** The server that `npm test` has found; without one, the tests that need it are skipped. */
export const mongoUri = process.env.TEST_MONGODB_URI;

/** The address of a database that no other test uses, and how to drop it. */
export function newDatabase(server: string): { uri: string; drop(): Promise<void> } {
  const uri = new URL(server);
  uri.pathname = `/wellspring_test_${randomBytes(6).toString('hex')}`;
  return {
    uri: uri.href,
    async drop() {
      const client = new MongoClient(uri.href);
      await client.db().dropDatabase();
      await client.close();
    },
  };
}
