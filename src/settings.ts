import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { RetentionRule } from './model/retention-rule.ts';
import { ScheduleRules } from './model/schedule-rules.ts';
import { SinkSettings } from './model/sink-settings.ts';
import { asOfCount } from './query/as-of.ts';
import { parseQuery } from './query/parse-query.ts';
import { QueryError } from './query/query-error.ts';
import { readYaml } from './yaml-file.ts';

/** A setting that is not as it has to be. Names the place, what was found and what is allowed. */
export class SettingsError extends Error {
  readonly code = 'settings';
}

const ipPort = z
  .string()
  .regex(/^(?:\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:]+\]):\d{1,5}$/i, 'write ip:port, such as 127.0.0.1:8080');
const contact = z
  .string()
  .max(200)
  .regex(
    /^(?:https?:\/\/[^\s()<>]+|[^\s()<>@]+@[^\s()<>@]+)$/,
    'write a web address or an e-mail address, such as https://example.org/bot',
  );
const proxy = z
  .string()
  .regex(
    /^https?:\/\/(?:[^\s/@]+@)?[^\s/@]+\/?$/,
    'write http://host:port or http://user:password@host:port',
  );
const mongodbUri = z
  .string()
  .regex(/^mongodb(?:\+srv)?:\/\//, 'write an address that begins with mongodb://');
const redisUrl = z.string().regex(/^rediss?:\/\//, 'write an address that begins with redis://');

/** Every setting there is; `wellspring.yaml` has these keys. */
export const Settings = z.strictObject({
  /** Where store, queue and archive lie. */
  data: z.string().min(1).default('./data'),
  /** Folder with one folder a site. */
  sites: z.string().min(1).default('./sites'),
  /** Loopback or private portals that may be fetched, as `ip:port`. */
  allow: z.array(ipPort).default([]),
  /** Where the owner of a portal finds us: a URL or an address; it goes into the User-Agent. */
  contact: contact.optional(),
  /** HTTP proxies that lead to the web; one host is always asked through the same one. */
  proxies: z.array(proxy).max(64).default([]),
  mongodbUri: mongodbUri.optional(),
  redisUrl: redisUrl.optional(),
  /** Collector of OpenTelemetry traces that takes OTLP over HTTP; without one, nothing is traced. */
  otlpEndpoint: z
    .url({ protocol: /^https?$/, error: 'write an address such as http://127.0.0.1:4318' })
    .optional(),
  /** Lines on stderr while the service runs: for people, or JSON with a line for each step. */
  log: z.enum(['text', 'json']).default('text'),
  crawl: z
    .strictObject({
      /** Of each host, in one run. */
      maxPages: z.int().positive().default(2_000),
      /** Links from a start. */
      maxDepth: z.int().nonnegative().default(6),
      /** Between the starts of two requests to one host that names no Crawl-delay. */
      gapMs: z.int().nonnegative().default(1_000),
      /** Requests under way at one host. */
      hostConcurrency: z.int().positive().max(16).default(2),
      /** Requests under way in all, in one process. */
      totalConcurrency: z.int().min(4).max(1_024).default(32),
      /** From the first byte sent to the last received. */
      timeoutMs: z.int().min(500).max(300_000).default(30_000),
    })
    .prefault({}),
  /** Of every list whose site file says nothing else; without a rhythm here, each is visited every 60 minutes. */
  schedule: ScheduleRules.prefault({}),
  changes: z
    .strictObject({
      /** How far back the change feed goes; an older cursor is answered with the way to a snapshot. */
      keepDays: z.int().min(1).max(36_500).default(90),
      /** How long the log of webhooks is kept. */
      keepDeliveriesDays: z
        .int()
        .min(4, 'at least 4: a message is tried for three days')
        .max(3_650)
        .default(14),
    })
    .prefault({}),
  /** Articles that are let go of with a tombstone, each by the first rule that fits it; none: all are kept. */
  retention: z
    .array(RetentionRule.superRefine(checkQuery))
    .max(100)
    .refine((rules) => new Set(rules.map(({ name }) => name)).size === rules.length, 'two have one name')
    .default([]),
  /** For pages that are empty without scripts. */
  browser: z
    .strictObject({
      /** Chromium's path; without one, the usual places are looked at. */
      executable: z.string().min(1).optional(),
      /** The part of a run's pages that may be rendered. */
      share: z.number().min(0).max(1).default(0.2),
    })
    .prefault({}),
  /** Places that every change is written to (docs/pipelines.md). */
  sinks: z
    .array(SinkSettings)
    .max(50)
    .refine((sinks) => new Set(sinks.map(({ name }) => name)).size === sinks.length, 'two have one name')
    .default([]),
  /** Where fetched pages are kept: a folder, or `s3://bucket/prefix`; without it, `archive` in the data folder. */
  archive: z.string().min(1).optional(),
  /** A service that speaks S3, for whatever is to lie at `s3://bucket/prefix`. */
  s3: z
    .strictObject({
      endpoint: z.url({ protocol: /^https?$/, error: 'write an address such as https://s3.example.org' }),
      region: z.string().min(1).default('us-east-1'),
      accessKeyId: z.string().min(1),
      secretAccessKey: z.string().min(1),
    })
    .optional(),
  api: z
    .strictObject({
      host: z.string().min(1).default('127.0.0.1'),
      port: z.int().min(0).max(65_535).default(8_420),
      /** Whoever reads has to send it; without one, reading is open on loopback only. */
      key: z.string().min(16, 'at least 16 characters').optional(),
      /** Requests of one key in a minute; where no key is needed, of one address. */
      requestsPerMinute: z.int().positive().default(6_000),
      /** Other sites whose pages may read answers (CORS): "https://team.example". */
      origins: z
        .array(z.string().regex(/^https?:\/\/[^/\s*]+$/, 'write an origin such as https://team.example'))
        .default([]),
    })
    .prefault({}),
  /** Where a process that serves no interface (a worker, a scheduler) tells that it is up, and its metrics. */
  probes: z
    .strictObject({
      host: z.string().min(1).default('127.0.0.1'),
      /** Left out: 8421, or any free one where another process of this machine has it. */
      port: z.int().min(0).max(65_535).optional(),
    })
    .prefault({}),
});
export type Settings = z.infer<typeof Settings>;

function checkQuery({ query }: RetentionRule, context: z.core.$RefinementCtx): void {
  if (query === undefined) return;
  try {
    if (asOfCount(parseQuery(query)) === 0) return;
    context.addIssue({ path: ['query'], message: 'as-of: does not belong into a rule', code: 'custom' });
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    context.addIssue({ path: ['query'], message: error.message, code: 'custom' });
  }
}

/** Environment variable → place in the settings; lists are comma-separated. */
const variables: Readonly<Record<string, { path: readonly string[]; kind?: 'list' | 'number' }>> = {
  WELLSPRING_DATA: { path: ['data'] },
  WELLSPRING_SITES: { path: ['sites'] },
  WELLSPRING_ALLOW: { path: ['allow'], kind: 'list' },
  WELLSPRING_CONTACT: { path: ['contact'] },
  WELLSPRING_PROXIES: { path: ['proxies'], kind: 'list' },
  WELLSPRING_MAX_PAGES: { path: ['crawl', 'maxPages'], kind: 'number' },
  WELLSPRING_MAX_DEPTH: { path: ['crawl', 'maxDepth'], kind: 'number' },
  WELLSPRING_GAP_MS: { path: ['crawl', 'gapMs'], kind: 'number' },
  WELLSPRING_HOST_CONCURRENCY: { path: ['crawl', 'hostConcurrency'], kind: 'number' },
  WELLSPRING_TOTAL_CONCURRENCY: { path: ['crawl', 'totalConcurrency'], kind: 'number' },
  WELLSPRING_TIMEOUT_MS: { path: ['crawl', 'timeoutMs'], kind: 'number' },
  WELLSPRING_KEEP_DAYS: { path: ['changes', 'keepDays'], kind: 'number' },
  WELLSPRING_CHROMIUM: { path: ['browser', 'executable'] },
  WELLSPRING_API_HOST: { path: ['api', 'host'] },
  WELLSPRING_API_PORT: { path: ['api', 'port'], kind: 'number' },
  WELLSPRING_API_REQUESTS_PER_MINUTE: { path: ['api', 'requestsPerMinute'], kind: 'number' },
  WELLSPRING_API_ORIGINS: { path: ['api', 'origins'], kind: 'list' },
  WELLSPRING_API_KEY: { path: ['api', 'key'] },
  WELLSPRING_PROBES_HOST: { path: ['probes', 'host'] },
  WELLSPRING_PROBES_PORT: { path: ['probes', 'port'], kind: 'number' },
  WELLSPRING_ARCHIVE: { path: ['archive'] },
  WELLSPRING_S3_ENDPOINT: { path: ['s3', 'endpoint'] },
  WELLSPRING_S3_REGION: { path: ['s3', 'region'] },
  WELLSPRING_S3_ACCESS_KEY_ID: { path: ['s3', 'accessKeyId'] },
  WELLSPRING_S3_SECRET_ACCESS_KEY: { path: ['s3', 'secretAccessKey'] },
  MONGODB_URI: { path: ['mongodbUri'] },
  REDIS_URL: { path: ['redisUrl'] },
  OTEL_EXPORTER_OTLP_ENDPOINT: { path: ['otlpEndpoint'] },
  WELLSPRING_LOG: { path: ['log'] },
};
/** Read elsewhere: by the test runner, the launcher, the benchmarks. */
const otherVariables = new Set(['WELLSPRING_DEBUG', 'WELLSPRING_EVAL', 'WELLSPRING_PYTHON']);
const secrets = new Set([
  'WELLSPRING_API_KEY',
  'WELLSPRING_PROXIES',
  'WELLSPRING_S3_SECRET_ACCESS_KEY',
  'MONGODB_URI',
  'REDIS_URL',
  'OTEL_EXPORTER_OTLP_ENDPOINT',
]);

export type SettingsSources = {
  env: Readonly<Record<string, string | undefined>>;
  /** `wellspring.yaml` by default; it need not be there. */
  file?: string;
  flags: { data?: string; allow?: string };
};

/**
 * File, then environment, then flags: the later stands above the earlier.
 * @throws {SettingsError} everything that is wrong in one of the three, with its place
 */
export function loadSettings({ env, file = 'wellspring.yaml', flags }: SettingsSources): Settings {
  const tree = fromFile(file);
  for (const [name, value] of Object.entries(env)) {
    if (name.startsWith('WELLSPRING_') && !(name in variables) && !otherVariables.has(name)) {
      throw new SettingsError(
        `environment: ${name} is no setting; known are ${Object.keys(variables).join(', ')}`,
      );
    }
    const variable = variables[name];
    if (variable && value !== undefined && value !== '')
      put(tree, variable.path, converted(value, variable.kind));
  }
  if (flags.data !== undefined) put(tree, ['data'], flags.data);
  if (flags.allow !== undefined) put(tree, ['allow'], converted(flags.allow, 'list'));
  const checked = Settings.safeParse(tree);
  if (checked.success) return checked.data;
  const lines = checked.error.issues.map((issue) => {
    const path = issue.path.map(String);
    const place = placeOf(path, env, flags);
    const shown = secrets.has(place.split(' ').at(-1) ?? '')
      ? 'wrong'
      : `is ${JSON.stringify(valueAt(tree, path))}`;
    return `${place} ${shown}; ${issue.message}`;
  });
  throw new SettingsError(lines.join('\n'));
}

function fromFile(file: string): Record<string, unknown> {
  if (!existsSync(file)) return {};
  const result = readYaml(readFileSync(file, 'utf8'), Settings);
  if ('problems' in result) {
    const lines = result.problems.map(
      ({ line, column, key, message }) =>
        `${file}:${line}:${column}: ${key === '' ? '' : `${key} `}${message}`,
    );
    throw new SettingsError(lines.join('\n'));
  }
  return structuredClone(result.value);
}

/** Where the wrong value came from: the flag, else the variable. (A wrong file was told before.) */
function placeOf(
  path: readonly string[],
  env: SettingsSources['env'],
  flags: SettingsSources['flags'],
): string {
  const [first = ''] = path;
  if ((first === 'data' && flags.data !== undefined) || (first === 'allow' && flags.allow !== undefined)) {
    return `--${first}`;
  }
  const named = Object.entries(variables).find(
    ([name, variable]) => env[name] && variable.path.every((key, index) => path[index] === key),
  );
  return named ? `environment: ${named[0]}` : path.join('.');
}

function converted(text: string, kind: 'list' | 'number' | undefined): unknown {
  if (kind === 'number') return /^\d+$/.test(text.trim()) ? Number(text) : text;
  if (kind === 'list') {
    return text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '');
  }
  return text;
}

function put(tree: Record<string, unknown>, [key = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    tree[key] = value;
    return;
  }
  const branch = tree[key];
  const next: Record<string, unknown> = branch !== null && typeof branch === 'object' ? { ...branch } : {};
  tree[key] = next;
  put(next, rest, value);
}

function valueAt(tree: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (value !== null && typeof value === 'object' ? Reflect.get(value, key) : undefined),
    tree,
  );
}
