import { Registry } from 'prom-client';
import { afterEach, describe, expect, it } from 'vitest';
import { ListenError } from '../../../src/api/listen.ts';
import { serveProbes } from '../../../src/api/serve-probes.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function served(port?: number): Promise<string> {
  const one = await serveProbes({
    ...{ version: '1', ready: {}, host: '127.0.0.1', port, own: new Registry(), key: undefined },
    ...{ keys: { keyOf: async () => null, keyUsed: async () => undefined }, requestsPerMinute: 600 },
    now: () => new Date(),
  });
  open.push(one);
  return one.url;
}

describe('the probes of a process', () => {
  it('are served by as many processes of one machine as wanted, where no port is named', async () => {
    const urls = [await served(), await served(), await served()];
    expect(new Set(urls).size).toBe(3);
    for (const url of urls) expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });

  it('are not served elsewhere than at the port that was named', async () => {
    const { port } = new URL(await served(0));
    await expect(served(Number(port))).rejects.toThrow(ListenError);
  });
});
