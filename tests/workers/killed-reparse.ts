import { join } from 'node:path';
import { reparseLedger } from '../../src/app/reparse-ledger.ts';
import { reparse } from '../../workers/reparse.ts';
import { openArchivedVisits } from './archived-visits.ts';

// A process that reads an archive again and kills itself, as an operator would, before its nth write.
const [folder = '', killAt = '1'] = process.argv.slice(2);
const { needs, store } = await openArchivedVisits(folder, Date.now);
let writes = 0;
const counted =
  <A extends unknown[], R>(write: (...args: A) => R) =>
  (...args: A): R => {
    writes += 1;
    if (writes === Number(killAt)) process.kill(process.pid, 'SIGKILL');
    return write(...args);
  };
const request = { sites: null, apply: true };
await reparse(
  request,
  {
    ...needs(),
    groupSize: 4,
    ledger: reparseLedger(join(folder, 'reparse'), request, []),
    store: {
      ...store,
      commit: counted(store.commit),
      remove: counted(store.remove),
      settle: counted(store.settle),
      resketch: counted(store.resketch),
    },
  },
  () => undefined,
  new AbortController().signal,
);
