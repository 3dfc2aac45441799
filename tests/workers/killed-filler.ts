import { openObjects } from '../../src/objects/open-objects.ts';
import { fileSink } from '../../src/sinks/file-sink.ts';
import { redisStreamSink } from '../../src/sinks/redis-stream-sink.ts';
import { openSqliteHistory } from '../../src/store/sqlite/open-sqlite-history.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import { openSqliteSubscriptions } from '../../src/store/sqlite/open-sqlite-subscriptions.ts';
import { fillSinks } from '../../workers/fill-sinks.ts';

// A process that fills sinks until it is killed.
const [file = '', folder = '', redis = '', stream = ''] = process.argv.slice(2);
const common = { since: 'beginning' };
fillSinks({
  sinks: [
    fileSink({ ...common, name: 'files', format: 'ndjson', objects: openObjects(folder, undefined) }),
    ...(redis === '' ? [] : [redisStreamSink({ ...common, name: 'stream', url: redis, stream })]),
  ],
  store: await openSqliteStore({ file }),
  history: await openSqliteHistory({ file }),
  places: await openSqliteSubscriptions({ file }),
  now: () => new Date('2027-01-01T00:00:00Z'),
  log: { warn: (details, message) => void process.stderr.write(`${message} ${JSON.stringify(details)}\n`) },
  maxWaitMs: 50,
});
process.stdout.write('ready\n');
