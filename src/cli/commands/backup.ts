import { z } from 'zod';
import type { SettingFlags } from '../application.ts';
import { command } from '../command.ts';
import { writeLine } from '../io.ts';
import { settingFlags, settingInput } from '../setting-flags.ts';

export type BackupSummary = {
  /** 1: of the embedded store; 2: of MongoDB. */
  format: 1 | 2;
  at: string;
  lastSeq: number;
  articles: number;
  files: readonly { bytes: number }[];
};

/** `leftOut`: where pages lie that are not in the backup; null: all are. */
export type BackUp = (
  file: string,
  flags: SettingFlags,
) => Promise<BackupSummary & { leftOut: string | null }>;

export const backup = (backUp: BackUp) =>
  command({
    usage: 'backup <file>',
    summary: 'copies store and archive into one file, while the service goes on',
    flags: settingFlags,
    input: z.object({ file: z.string().min(1), ...settingInput }),
    async run({ file, ...flags }, io) {
      const { leftOut, ...summary } = await backUp(file, flags);
      await writeLine(io.out, `${file}: ${backupLine(summary)}`);
      if (leftOut !== null)
        await writeLine(
          io.err,
          `pages lie in ${leftOut} and are not in the backup: keep versions of that bucket`,
        );
      return 0;
    },
  });

/** "12 articles, 340 changes, 3 files of 4.1 MB, as of 2026-…" */
export function backupLine({ at, lastSeq, articles, files }: BackupSummary): string {
  const megabytes = files.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6;
  return `${articles} articles, ${lastSeq} changes, ${files.length} files of ${megabytes.toFixed(1)} MB beside the store, as of ${at}`;
}
