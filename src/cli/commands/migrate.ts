import { z } from 'zod';
import { command } from '../command.ts';
import { writeLine } from '../io.ts';

/** @param migrateStores null: the embedded store, which needs no such step */
export const migrate = (migrateStores: () => Promise<{ from: number; to: number } | null>) =>
  command({
    usage: 'migrate',
    summary: 'brings the database of MONGODB_URI to the version of this program; safe to repeat',
    input: z.object({}),
    async run(_, io) {
      const done = await migrateStores();
      const line =
        done === null
          ? 'MONGODB_URI is not set: the embedded store is brought up to date whenever it is opened'
          : done.from === done.to
            ? `the database already has version ${done.to}`
            : `the database went from version ${done.from} to ${done.to}`;
      await writeLine(io.out, line);
      return 0;
    },
  });
