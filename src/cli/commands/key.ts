import { z } from 'zod';
import { newKey } from '../../changes/new-key.ts';
import { Scope } from '../../model/api-key.ts';
import { type OpenApplication, withApplication } from '../application.ts';
import { command } from '../command.ts';
import { writeLine } from '../io.ts';
import { NotFoundError } from '../not-found-error.ts';
import { settingFlags, settingInput } from '../setting-flags.ts';
import { table } from '../table.ts';
import { UsageError } from '../usage-error.ts';

export const key = (open: OpenApplication) =>
  command({
    usage: 'key <new|list|revoke> [name]',
    summary:
      'keys of the HTTP interface: make one (it is shown once), list them with their last use, revoke one',
    flags: [
      ['--scope <scope>', 'of a new key: read, or operate (changes things, and reads too)', 'read'],
      ['--json', 'as JSON'],
      ...settingFlags,
    ].map(([flag = '', text = '']) => [flag, text] as const),
    input: z.object({
      'new|list|revoke': z.enum(['new', 'list', 'revoke']).optional(),
      name: z.string().max(100).optional(),
      scope: Scope.default('read'),
      json: z.boolean().default(false),
      ...settingInput,
    }),
    async run({ 'new|list|revoke': verb = 'list', name, scope, json, ...flags }, io) {
      if (verb !== 'list' && name === undefined) {
        throw new UsageError(
          `key ${verb}: name ${verb === 'new' ? 'whoever will use it' : 'the id of a key'}`,
        );
      }
      return withApplication(open, flags, async ({ subscriptions }) => {
        if (verb === 'new') {
          const made = newKey(name ?? '', scope, new Date());
          await subscriptions.addKey(made.key, made.hash);
          await writeLine(io.out, json ? JSON.stringify({ ...made.key, key: made.text }) : made.text);
          if (!json) io.err.write(`${made.key.id}, scope ${scope}; the key is not shown again\n`);
          return 0;
        }
        if (verb === 'revoke') {
          if (!(await subscriptions.revokeKey(name ?? ''))) {
            throw new NotFoundError('key', name ?? '', 'take an id from `wellspring key list`');
          }
          return 0;
        }
        const keys = await subscriptions.keys();
        if (json) {
          for (const one of keys) await writeLine(io.out, JSON.stringify(one));
          return 0;
        }
        const rows = keys.map((one) => [
          one.id,
          one.scope,
          one.createdAt,
          one.lastUsedAt ?? 'never',
          one.name,
        ]);
        await writeLine(io.out, table([['id', 'scope', 'made', 'last used', 'name'], ...rows]));
        return 0;
      });
    },
  });
