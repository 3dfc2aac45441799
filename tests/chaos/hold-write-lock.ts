import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';

// Another program that writes into the same file, slowly: `node hold-write-lock.ts FILE EACH-MS FOR-MS`.
const [file = '', eachMs = '500', forMs = '3000'] = process.argv.slice(2);
const db = new DatabaseSync(file, { timeout: 30_000 });
const end = Date.now() + Number(forMs);
while (Date.now() < end) {
  db.exec('BEGIN IMMEDIATE');
  await sleep(Number(eachMs));
  db.exec('ROLLBACK');
  // Whoever waits for the lock asks again within 100 ms.
  await sleep(120);
}
db.close();
