import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The rooms, the longest path first where one lies in another. */
const rooms = [
  'crawlers',
  'parsers',
  'workers',
  'src/model',
  'src/stories',
  'src/health',
  'src/query',
  'src/sites',
  'src/schedule',
  'src/archive',
  'src/objects',
  'src/store',
  'src/queue',
  'src/changes',
  'src/export',
  'src/sinks',
  'src/conformance',
  'src/client',
  'src/api',
  'src/dashboard',
  'src/cli',
  'src/demo',
  'src/app',
] as const;
type Room = (typeof rooms)[number] | 'top';

/**
 * What a room may import besides its own files. A room is allowed whole, or by some of its files: a port without its
 * adapters, one pure function. "type" in front: as a type only.
 */
const mayImport: Record<Room, readonly string[]> = {
  'src/model': [],
  'src/query': ['src/model'],
  // Pure: what is usual for a site, and what is odd.
  'src/health': ['src/model'],
  'src/stories': ['src/model', 'type src/store/article-store.ts'],
  'src/sites': ['src/model', 'src/yaml-file.ts'],
  'src/schedule': ['src/model'],
  parsers: ['src/model'],
  'src/archive': ['src/model', 'src/objects'],
  // Whole objects in a folder or on S3: it knows nobody.
  'src/objects': [],
  'src/store': ['src/model', 'src/query'],
  // The inline queue keeps its jobs in the store's SQLite file.
  'src/queue': ['src/model', 'src/store/sqlite/open-database.ts'],
  crawlers: [
    'src/model',
    'type src/archive/archive.ts',
    'type src/store/article-store.ts',
    // How bytes become text is one question for links and for fields.
    'parsers/decode.ts',
  ],
  workers: [
    'src/model',
    'src/health',
    'type src/store/health-store.ts',
    'src/archive/archive.ts',
    'src/store/article-store.ts',
    'src/store/story-desk.ts',
    'src/store/story-decision-store.ts',
    'src/queue/job-queue.ts',
    'src/changes',
    'type src/store/webhook-store.ts',
    'type src/store/change-history.ts',
    'type src/store/sink-store.ts',
    'type src/store/hub-store.ts',
    'type src/store/search-store.ts',
    'type src/store/alert-store.ts',
    'src/sinks/sink.ts',
    'src/export/feeds/saved-feed.ts',
    'crawlers',
    'parsers',
  ],
  'src/changes': [
    'src/model',
    'src/query',
    'type src/store/article-store.ts',
    'type src/store/change-history.ts',
    'type src/store/search-store.ts',
    'type src/store/webhook-store.ts',
    'type src/store/hub-store.ts',
    'type src/store/sink-store.ts',
    'type src/store/subscription-store.ts',
    // Whether one change fits a query is the same question as a search.
    'src/store/article-matcher.ts',
  ],
  'src/export': [
    'src/model',
    'src/query',
    'src/store/article-matcher.ts',
    'type src/store/article-store.ts',
    'type src/store/change-history.ts',
  ],
  // Where changes are written to: files and streams of others.
  'src/sinks': [
    'src/model',
    'src/changes/cursor.ts',
    'src/export/parquet-bytes.ts',
    'type src/objects/object-store.ts',
  ],
  'src/conformance': ['src/changes'],
  // Others run it: nothing of ours.
  'src/client': [],
  'src/api': [
    'src/model',
    'src/health',
    'type src/store/operation-store.ts',
    'type src/store/audit-log.ts',
    'type src/store/removal-log.ts',
    'type src/queue/job-queue.ts',
    'src/query',
    'src/changes',
    'src/export',
    // Pure: what a story's texts say of each other, and its sites of each other.
    'src/stories',
    'type src/archive/archive.ts',
    'type src/store/article-store.ts',
    'type src/store/figure-store.ts',
    'type src/store/change-history.ts',
    'type src/store/search-store.ts',
    'type src/store/alert-store.ts',
    'type src/store/webhook-store.ts',
    'type src/store/key-store.ts',
    'type src/store/answer-store.ts',
    'type src/store/hub-store.ts',
    'type src/store/sink-store.ts',
    'type src/store/subscription-store.ts',
    'type src/store/story-desk.ts',
    'type src/store/schedule-store.ts',
    'type src/schedule/schedule-desk.ts',
    'src/queue/dead-letter-desk.ts',
    'src/queue/failure-class.ts',
    'type src/queue/job-queue.ts',
    'src/store/highlights.ts',
    'src/store/article-matcher.ts',
  ],
  // What a browser runs: the shapes of answers and the query language, nothing else.
  'src/dashboard': [
    'src/model',
    'src/api/answers.ts',
    'src/api/figure-answers.ts',
    'src/api/network-answer.ts',
    'src/api/schedule-answer.ts',
    'src/api/health-answers.ts',
    'src/api/work-answers.ts',
    'src/query',
  ],
  'src/cli': [
    'src/model',
    'src/health',
    'type src/store/operation-store.ts',
    'src/query',
    'src/changes',
    'src/export',
    'src/stories',
    'src/sites',
    'src/demo',
    'src/conformance',
    'type src/archive/archive.ts',
    'type src/store/article-store.ts',
    'type src/store/change-history.ts',
    'type src/store/subscription-store.ts',
    'type src/store/story-desk.ts',
    'type src/queue/job-queue.ts',
    'type src/queue/dead-letter-desk.ts',
    'src/queue/failure-class.ts',
    'type src/schedule/schedule-desk.ts',
    'type src/store/schedule-store.ts',
    'workers/jobs.ts',
    'workers/parse-pool.ts',
    'type src/host-ledger.ts',
    'crawlers/canonical-url.ts',
  ],
  'src/demo': ['src/model'],
  // The parts of the composition root.
  'src/app': [...rooms, 'src/settings.ts', 'src/version.ts'],
  // main, app, settings: the composition root.
  top: [...rooms],
};

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name));
}

function roomOf(file: string): Room {
  return rooms.find((room) => file.startsWith(`${room}/`)) ?? 'top';
}

type Import = { from: string; to: string; typeOnly: boolean };

function imports(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  const found = text.matchAll(/^\s*(import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'(\.[^']+)'/gm);
  return [...found].map(([statement, , type, target = '']) => ({
    from: file,
    to: relative(root, join(root, dirname(file), target)),
    // `import { type A, type B }` brings no code either.
    typeOnly:
      type !== undefined ||
      (/\{[^}]*\}/.test(statement) &&
        (/\{([^}]*)\}/.exec(statement)?.[1] ?? '')
          .split(',')
          .filter((name) => name.trim() !== '')
          .every((name) => name.trim().startsWith('type '))),
  }));
}

/** Whatever else could speak to the network: modules, globals, other programs. */
const outsideClients = [
  /(?:from|import\(|require\()\s*'(?:node:)?(?:https?|http2|net|tls|dgram|dns|dns\/promises|quic)'/,
  /(?:from|import\(|require\()\s*'(?:undici|got|got-scraping|axios|node-fetch|ky|ofetch|ws|@crawlee\/http|@crawlee\/utils|crawlee)'/,
  /(?<![.\w])fetch\(|new (?:WebSocket|EventSource|XMLHttpRequest)\b/,
  /(?:spawn|exec|execFile)(?:Sync)?\(\s*'(?:curl|wget|nc|ssh)\b/,
];

const all = [...sources('crawlers'), ...sources('parsers'), ...sources('workers'), ...sources('src')];

describe('the table of rooms', () => {
  it('knows every folder', () => {
    const folders = readdirSync(join(root, 'src'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => `src/${name}`);
    expect(folders.filter((folder) => !rooms.some((room) => room === folder))).toEqual([]);
  });

  it('is kept by every import', () => {
    const broken = all.flatMap(imports).filter(({ from, to, typeOnly }) => {
      const room = roomOf(from);
      if (roomOf(to) === room) return false;
      return !mayImport[room].some((allowed) => {
        const path = allowed.replace(/^type /, '');
        return (typeOnly || !allowed.startsWith('type ')) && (to === path || to.startsWith(`${path}/`));
      });
    });
    expect(broken.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  });

  it('lets the network be reached through the guarded client only', () => {
    const outside = all.filter((file) => {
      // An S3 service is the operator's own, as MongoDB and Redis are (src/objects/s3-objects.ts).
      if (/^crawlers\/fetch\/|^src\/(?:api|client|demo|dashboard|objects)\//.test(file)) return false;
      // The names of status codes speak to nobody.
      const text = readFileSync(join(root, file), 'utf8').replace(
        "import { STATUS_CODES } from 'node:http'",
        '',
      );
      return outsideClients.some((client) => client.test(text));
    });
    expect(outside).toEqual([]);
  });

  it('has no heaps: utils, helpers, common, barrels', () => {
    expect(all.filter((file) => /(?:^|\/)(?:utils?|helpers?|common|misc|index)\.tsx?$/.test(file))).toEqual(
      [],
    );
  });
});
