import { z } from 'zod';
import type { Flag } from './command.ts';

/** The flags that every command with a store understands. */
export const settingFlags: readonly Flag[] = [
  ['--data <folder>', 'data folder (default ./data, or WELLSPRING_DATA)'],
  ['--allow <addresses>', 'loopback portals that may be fetched: ip:port, comma-separated'],
];

export const settingInput = { data: z.string().min(1).optional(), allow: z.string().min(1).optional() };
