import { z } from 'zod';
import type { ApiServer } from './api-server.ts';

/** Nobody can listen at the address that was named. */
export class ListenError extends Error {
  readonly code = 'settings';
  /** Another process has the port. */
  readonly isTaken: boolean;
  constructor(message: string, { isTaken, cause }: { isTaken: boolean; cause: unknown }) {
    super(message, { cause });
    this.isTaken = isTaken;
  }
}

const Failure = z.object({ code: z.enum(['EADDRINUSE', 'EACCES', 'EADDRNOTAVAIL', 'ENOTFOUND']) });
const why = {
  EADDRINUSE: 'another process listens there already',
  EACCES: 'this user may not listen there',
  EADDRNOTAVAIL: 'this machine has no such address',
  ENOTFOUND: 'the name has no address',
} as const;

/** The settings behind an address, "api" or "probes": the remedy names them. */
export type ListenSetting = 'api' | 'probes';

/**
 * Listens, and tells under which address.
 * @throws {ListenError} it cannot be had; what to do instead stands in the message
 */
export async function listen(
  app: ApiServer,
  { host, port, setting }: { host: string; port: number; setting: ListenSetting },
): Promise<string> {
  try {
    await app.listen({ host, port });
  } catch (cause) {
    await app.close();
    throw listenError(cause, { host, port, setting });
  }
  const address = app.server.address();
  const taken = address && typeof address === 'object' ? address.port : 0;
  return urlOf(host, taken);
}

/** Where one goes who wants what listens there: a wildcard is no address to go to. */
export function urlOf(host: string, port: number): string {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

/** The failure to listen in words that help; any other error as it is. */
export function listenError(
  cause: unknown,
  { host, port, setting }: { host: string; port: number; setting: ListenSetting },
): unknown {
  const known = Failure.safeParse(cause);
  if (!known.success) return cause;
  const prefix = `WELLSPRING_${setting.toUpperCase()}`;
  const byPort = known.data.code === 'EADDRINUSE' || known.data.code === 'EACCES';
  const remedy = byPort
    ? `name another port, or 0 for any free one (--port, ${prefix}_PORT or ${setting}.port)`
    : `name another address (--host, ${prefix}_HOST or ${setting}.host)`;
  return new ListenError(`port ${port} of ${host} cannot be had: ${why[known.data.code]}; ${remedy}`, {
    cause,
    isTaken: known.data.code === 'EADDRINUSE',
  });
}
