import { once } from 'node:events';
import { createServer } from 'node:net';
import { z } from 'zod';
import { type ListenSetting, listenError } from './listen.ts';

const Up = z.object({ status: z.literal('ok'), version: z.string() });
const ANSWER_MS = 3_000;

/**
 * Whether a service could listen there: "free", or "wellspring" where one does already.
 * @throws {ListenError} something else has it, or nobody can listen there
 */
export async function portHolder(place: {
  host: string;
  port: number;
  setting: ListenSetting;
}): Promise<'free' | 'wellspring'> {
  const server = createServer();
  try {
    server.listen({ host: place.host, port: place.port });
    await once(server, 'listening');
    server.close();
    return 'free';
  } catch (cause) {
    if (await isOurs(place)) return 'wellspring';
    throw listenError(cause, place);
  }
}

async function isOurs({ host, port }: { host: string; port: number }): Promise<boolean> {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  try {
    const url = `http://${name.includes(':') ? `[${name}]` : name}:${port}/healthz`;
    const answer = await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS) });
    return Up.safeParse(await answer.json()).success;
  } catch {
    // No answer, or one of another program.
    return false;
  }
}
