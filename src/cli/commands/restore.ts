import { z } from 'zod';
import type { SettingFlags } from '../application.ts';
import { command } from '../command.ts';
import { writeLine } from '../io.ts';
import { settingFlags, settingInput } from '../setting-flags.ts';
import { type BackupSummary, backupLine } from './backup.ts';

export type RestoreBackup = {
  check(file: string): Promise<BackupSummary>;
  restore(
    file: string,
    options: { replace: boolean },
    flags: SettingFlags,
  ): Promise<{ manifest: BackupSummary; aside: string | null }>;
};

export const restore = ({ check, restore: put }: RestoreBackup) =>
  command({
    usage: 'restore <file>',
    summary:
      'checks a backup and puts it into the data folder (what was there is put aside), or into an empty MongoDB database',
    flags: [
      ['--check', 'only check it'],
      ['--replace', 'put an older store that is there aside'],
      ...settingFlags,
    ],
    input: z.object({
      file: z.string().min(1),
      check: z.boolean().default(false),
      replace: z.boolean().default(false),
      ...settingInput,
    }),
    async run({ file, check: only, replace, ...flags }, io) {
      if (only) {
        await writeLine(io.out, `${file} is whole: ${backupLine(await check(file))}`);
        return 0;
      }
      const { manifest, aside } = await put(file, { replace }, flags);
      await writeLine(io.out, `restored: ${backupLine(manifest)}`);
      if (manifest.format === 2)
        await writeLine(
          io.out,
          'jobs on Redis are of after the backup: empty it before the service starts (docs/operations.md, "Backup of MongoDB")',
        );
      if (aside) await writeLine(io.out, `what was there before lies in ${aside}`);
      return 0;
    },
  });
