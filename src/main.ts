import { openGuardedClient } from '../crawlers/fetch/guarded-client.ts';
import { copyStore } from './app/copy-store.ts';
import { migrateStores } from './app/migrate-stores.ts';
import type { OpenApplication } from './cli/application.ts';
import { audit } from './cli/commands/audit.ts';
import { backup } from './cli/commands/backup.ts';
import { changes } from './cli/commands/changes.ts';
import { cluster } from './cli/commands/cluster.ts';
import { conformance } from './cli/commands/conformance.ts';
import { copy } from './cli/commands/copy.ts';
import { crawl } from './cli/commands/crawl.ts';
import { deadList, deadReplay, deadShow } from './cli/commands/dead.ts';
import { demo } from './cli/commands/demo.ts';
import { doctor } from './cli/commands/doctor.ts';
import { explain } from './cli/commands/explain.ts';
import { exportCommand } from './cli/commands/export.ts';
import { healthAccept } from './cli/commands/health-accept.ts';
import { healthApprove } from './cli/commands/health-approve.ts';
import { healthList } from './cli/commands/health-list.ts';
import { healthShow } from './cli/commands/health-show.ts';
import { hosts } from './cli/commands/hosts.ts';
import { key } from './cli/commands/key.ts';
import { migrate } from './cli/commands/migrate.ts';
import { parseCommand } from './cli/commands/parse.ts';
import { pause, resume } from './cli/commands/pause.ts';
import { quarantineDrop, quarantineList, quarantineRelease } from './cli/commands/quarantine.ts';
import { removals } from './cli/commands/removals.ts';
import { remove } from './cli/commands/remove.ts';
import { reparse } from './cli/commands/reparse.ts';
import { restore } from './cli/commands/restore.ts';
import { retentionApply, retentionPreview } from './cli/commands/retention.ts';
import { runCancel, runList, runNow } from './cli/commands/run.ts';
import { scheduleList } from './cli/commands/schedule-list.ts';
import { schedulePreview } from './cli/commands/schedule-preview.ts';
import { search } from './cli/commands/search.ts';
import { siteCheck } from './cli/commands/site-check.ts';
import { siteList } from './cli/commands/site-list.ts';
import { type ProposeSite, siteNew } from './cli/commands/site-new.ts';
import { start } from './cli/commands/start.ts';
import { story } from './cli/commands/story.ts';
import { storyJoin } from './cli/commands/story-join.ts';
import { storyPart } from './cli/commands/story-part.ts';
import { tryCommand } from './cli/commands/try.ts';
import { url } from './cli/commands/url.ts';
import type { Io } from './cli/io.ts';
import { runProgram } from './cli/program.ts';
import { loadSettings } from './settings.ts';
import { readSites } from './sites/live-sites.ts';
import { version } from './version.ts';

// The program: the process's own streams, environment and signals in, an exit code out.
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // The second one means it.
    if (stop.signal.aborted) process.exit(130);
    stop.abort(new Error(`stopped by ${signal}`));
  });
}
// A reader that goes (`… | head`) ends the command, not with a stack of calls.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

const { env } = process;
const io: Io = { in: process.stdin, out: process.stdout, err: process.stderr, env, signal: stop.signal };
// Modules that take long to read are read when they are needed: help and wrong use are answered at once.
const open: OpenApplication = async (flags) => {
  const settings = loadSettings({ env, flags });
  const { openApp } = await import('./app.ts');
  return openApp(settings);
};
const sitesFolder = () => loadSettings({ env, flags: {} }).sites;
const propose: ProposeSite = async (...given) =>
  (await import('../parsers/templates/propose-site.ts')).proposeSite(...given);
const now = () => new Date();
const sitesOf = () => readSites(sitesFolder());

process.exitCode = await runProgram(
  process.argv.slice(2),
  [
    demo(open),
    crawl(open),
    start(open),
    key(open),
    conformance((allow) => openGuardedClient({ userAgent: `Wellspring/${version}`, allow })),
    tryCommand(open),
    parseCommand(sitesOf),
    cluster,
    search(open),
    exportCommand(open, version),
    changes(open),
    story(open),
    storyJoin(open),
    storyPart(open),
    explain(open),
    url(open),
    hosts(open),
    siteNew(open, sitesFolder, propose),
    siteCheck(sitesFolder),
    siteList(open, sitesFolder),
    scheduleList(open),
    schedulePreview(open),
    pause(open),
    resume(open),
    runNow(open),
    runList(open),
    runCancel(open),
    deadList(open),
    deadShow(open),
    deadReplay(open),
    healthList(open),
    healthShow(open),
    healthApprove(open),
    healthAccept(open),
    quarantineList(open),
    quarantineRelease(open),
    quarantineDrop(open),
    audit(open),
    remove(open),
    removals(open),
    retentionPreview(open),
    retentionApply(open),
    reparse(open),
    migrate(async () => migrateStores(loadSettings({ env, flags: {} }))),
    copy((to, flags, show) => copyStore(to, loadSettings({ env, flags }), show)),
    backup(async (file, flags) => {
      const settings = loadSettings({ env, flags });
      const manifest = await (await import('./app/back-up.ts')).backUp(file, settings, now);
      return { ...manifest, leftOut: settings.archive?.startsWith('s3://') ? settings.archive : null };
    }),
    restore({
      check: async (file) => (await import('./app/backup-format.ts')).checkBackup(file),
      restore: async (file, options, flags) => {
        const settings = loadSettings({ env, flags });
        return (await import('./app/restore.ts')).restore(file, settings, { ...options, now });
      },
    }),
    doctor(async (flags) => {
      const settings = loadSettings({ env, flags });
      return (await import('./app/examine.ts')).examine(settings);
    }),
  ],
  io,
  version,
);
