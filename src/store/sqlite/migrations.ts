import type { DatabaseSync } from 'node:sqlite';
import { placeArticlesByTime } from './place-articles-by-time.ts';

/**
 * Steps that bring a file from one version to the next; the version (SQLite's `user_version`) is the number of
 * steps taken. A step that was released is never changed: add one.
 */
export const migrations: readonly (string | ((db: DatabaseSync) => void))[] = [
  `
  -- Narrow rows for filters and sorting; the whole article lies apart, so that a scan does not read it.
  CREATE TABLE article (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    revision INTEGER NOT NULL,
    story_id TEXT NOT NULL,
    relation TEXT NOT NULL,
    relation_rank INTEGER NOT NULL,
    verdict TEXT NOT NULL,
    site TEXT NOT NULL,
    language TEXT,
    url TEXT NOT NULL,
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    claimed TEXT,
    seen TEXT NOT NULL,
    day TEXT NOT NULL,
    lag REAL,
    views INTEGER,
    reactions INTEGER
  ) STRICT;
  CREATE INDEX article_story ON article (story_id, first_seen, id);
  CREATE INDEX article_age ON article (first_seen, id);
  CREATE INDEX article_site ON article (site, first_seen, last_seen);
  CREATE INDEX article_claimed ON article (claimed);
  CREATE INDEX article_url ON article (url);
  CREATE TABLE article_json (n INTEGER PRIMARY KEY, json TEXT NOT NULL) STRICT;

  -- Terms are cut by search-terms.ts; this tokenizer only splits them at spaces. No text is kept twice.
  CREATE VIRTUAL TABLE article_text USING fts5 (
    title, body, author, content='', contentless_delete=1, tokenize='ascii'
  );

  CREATE TABLE sketch (n INTEGER PRIMARY KEY, sketch BLOB NOT NULL) STRICT;
  CREATE TABLE band (band INTEGER NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (band, n)) STRICT, WITHOUT ROWID;
  CREATE INDEX band_article ON band (n);

  CREATE TABLE revision (
    article_id TEXT NOT NULL, revision INTEGER NOT NULL, json TEXT NOT NULL, UNIQUE (article_id, revision)
  ) STRICT;
  CREATE TABLE observation (
    article_id TEXT NOT NULL, at TEXT NOT NULL, json TEXT NOT NULL, UNIQUE (article_id, at)
  ) STRICT;

  CREATE TABLE story (
    id TEXT PRIMARY KEY,
    revision INTEGER NOT NULL,
    first_seen TEXT NOT NULL,
    copies INTEGER NOT NULL,
    -- The story that took this one in; null while it stands.
    merged_into TEXT,
    json TEXT NOT NULL
  ) STRICT;
  CREATE INDEX story_age ON story (first_seen, id) WHERE merged_into IS NULL;

  CREATE TABLE event (
    seq INTEGER PRIMARY KEY,
    type TEXT NOT NULL,
    at TEXT NOT NULL,
    id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    data TEXT NOT NULL
  ) STRICT;
  -- Kept apart from the events, so that a seq is never given twice even when old events are let go.
  CREATE TABLE feed (one INTEGER PRIMARY KEY CHECK (one = 1), last_seq INTEGER NOT NULL) STRICT;
  INSERT INTO feed VALUES (1, 0);

  CREATE TABLE url (
    n INTEGER PRIMARY KEY,
    url TEXT NOT NULL UNIQUE,
    host TEXT NOT NULL,
    outcome TEXT NOT NULL,
    waits_for TEXT,
    run_id TEXT,
    priority INTEGER NOT NULL,
    article_id TEXT,
    json TEXT NOT NULL
  ) STRICT;
  CREATE INDEX url_frontier ON url (run_id, host, priority, n) WHERE waits_for = 'fetch';
  CREATE INDEX url_host ON url (host, url);
  CREATE INDEX url_outcome ON url (outcome, url);
  CREATE INDEX url_run ON url (run_id, outcome);
  CREATE INDEX url_article ON url (article_id) WHERE article_id IS NOT NULL;
  `,
  `
  -- Where a time stands in the feed, and what an article was before a change of it.
  CREATE INDEX event_time ON event (at);
  CREATE INDEX event_subject ON event (id, seq);
  CREATE INDEX event_removal ON event (seq) WHERE type = 'article.removed';

  CREATE TABLE saved_search (name TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT;

  CREATE TABLE api_key (
    id TEXT PRIMARY KEY, hash TEXT NOT NULL UNIQUE, last_used_at TEXT, json TEXT NOT NULL
  ) STRICT;

  CREATE TABLE webhook (
    id TEXT PRIMARY KEY,
    -- The last change that deliveries were made for.
    planned_seq INTEGER NOT NULL,
    json TEXT NOT NULL
  ) STRICT;
  CREATE TABLE delivery (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    webhook_id TEXT NOT NULL,
    -- The change that is told; null for tests and notices.
    seq INTEGER,
    type TEXT NOT NULL,
    body TEXT NOT NULL,
    state TEXT NOT NULL,
    -- Ever made, and made since it was last begun (a replay begins anew).
    attempts INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    -- Milliseconds since 1970. Whoever takes a delivery moves it on by the length of the lease.
    due_at INTEGER NOT NULL,
    -- Of the last attempt, without its request; null before the first.
    result TEXT
  ) STRICT;
  CREATE INDEX delivery_due ON delivery (webhook_id, due_at) WHERE state = 'waiting';
  CREATE INDEX delivery_list ON delivery (webhook_id, n);
  CREATE INDEX delivery_age ON delivery (created_at);
  CREATE TABLE attempt (
    delivery_n INTEGER NOT NULL, number INTEGER NOT NULL, json TEXT NOT NULL,
    PRIMARY KEY (delivery_n, number)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- What people decided about pairs of articles; "pair" is both ids in order.
  CREATE TABLE story_decision (
    pair TEXT PRIMARY KEY, kind TEXT NOT NULL, article_id TEXT NOT NULL, other_id TEXT NOT NULL, at TEXT NOT NULL
  ) STRICT;
  `,
  `
  -- When the service visits a URL again by itself, and what was decided of it so far.
  ALTER TABLE url ADD COLUMN next_visit TEXT;
  ALTER TABLE url ADD COLUMN history TEXT NOT NULL DEFAULT '[]';
  CREATE INDEX url_due ON url (next_visit, host) WHERE next_visit IS NOT NULL;
  CREATE INDEX delivery_seq ON delivery (seq) WHERE seq IS NOT NULL;

  CREATE TABLE pause (site TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT;
  CREATE TABLE schedule_state (id TEXT PRIMARY KEY, version INTEGER NOT NULL, json TEXT NOT NULL) STRICT;
  CREATE TABLE run (
    id TEXT PRIMARY KEY, planned_at TEXT NOT NULL, site TEXT, state TEXT NOT NULL, json TEXT NOT NULL
  ) STRICT;
  CREATE INDEX run_age ON run (planned_at, id);
  CREATE INDEX run_site ON run (site, planned_at, id);
  CREATE INDEX run_open ON run (state) WHERE state IN ('waiting', 'running');
  `,
  `
  -- What is usual for each site, the changes that were found, and the pages that are held meanwhile.
  CREATE TABLE site_watch (site TEXT PRIMARY KEY, version INTEGER NOT NULL, json TEXT NOT NULL) STRICT;
  CREATE TABLE drift (
    id TEXT PRIMARY KEY, site TEXT NOT NULL, state TEXT NOT NULL, opened_at TEXT NOT NULL, json TEXT NOT NULL
  ) STRICT;
  CREATE INDEX drift_site ON drift (site, state);
  CREATE INDEX drift_age ON drift (opened_at);
  CREATE TABLE held_page (
    url TEXT PRIMARY KEY, site TEXT NOT NULL, drift_id TEXT, held_at TEXT NOT NULL, json TEXT NOT NULL
  ) STRICT;
  CREATE INDEX held_page_site ON held_page (site, url);
  CREATE INDEX held_page_drift ON held_page (drift_id, url);
  -- Who changed what by hand.
  CREATE TABLE audit (
    n INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, action TEXT NOT NULL, subject TEXT, note TEXT
  ) STRICT;
  CREATE INDEX audit_age ON audit (at);
  `,
  `
  -- Answers to writes that came with an Idempotency-Key.
  CREATE TABLE kept_answer (id TEXT PRIMARY KEY, at TEXT NOT NULL, json TEXT NOT NULL) STRICT;
  CREATE INDEX kept_answer_age ON kept_answer (at);

  -- How far each sink has come; "planned" is the end of the range that is being written.
  CREATE TABLE sink (name TEXT PRIMARY KEY, seq INTEGER NOT NULL, planned INTEGER) STRICT;

  -- Subscribers of feeds (WebSub).
  CREATE TABLE hub_subscription (id TEXT PRIMARY KEY, due_at INTEGER NOT NULL, json TEXT NOT NULL) STRICT;
  `,
  placeArticlesByTime,
  `
  -- What broke lately; the few URLs that came to a bad end, by when they did.
  CREATE INDEX url_trouble ON url (json_extract(json, '$.updatedAt'))
    WHERE outcome IN ('http-error', 'timeout', 'too-large', 'parse-refused', 'quarantined', 'dead-letter');

  -- Where an address stood in the lists beside other articles: the best place of all pages committed at one time.
  -- "target" stands for the address (list-target.ts), "block" for the list, "at" is in milliseconds.
  CREATE TABLE placement (
    target INTEGER NOT NULL,
    at INTEGER NOT NULL,
    block INTEGER NOT NULL,
    position INTEGER NOT NULL,
    pages INTEGER NOT NULL,
    PRIMARY KEY (target, at, block)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- What saved searches told of.
  CREATE TABLE alert (id TEXT PRIMARY KEY, search TEXT NOT NULL, at TEXT NOT NULL, json TEXT NOT NULL) STRICT;
  CREATE INDEX alert_age ON alert (at, id);
  `,
  `
  -- With the site, so that who else tells a story is answered by the index alone.
  DROP INDEX article_story;
  CREATE INDEX article_story ON article (story_id, first_seen, id, site);
  `,
  `
  -- What was asked to be taken out, and how far that is.
  CREATE TABLE removal (id TEXT PRIMARY KEY, asked_at TEXT NOT NULL, json TEXT NOT NULL) STRICT;
  CREATE INDEX removal_age ON removal (asked_at, id);
  `,
];
