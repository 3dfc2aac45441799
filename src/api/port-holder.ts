import { once } from 'node:events';
import { createServer } from 'node:net';
import { type ListenSetting, listenError, urlOf } from './listen.ts';
import { Up } from './probe-routes.ts';

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
  try {
    const answer = await fetch(`${urlOf(host, port)}/healthz`, { signal: AbortSignal.timeout(ANSWER_MS) });
    return Up.safeParse(await answer.json()).success;
  } catch {
    // No answer, or one of another program.
    return false;
  }
}
