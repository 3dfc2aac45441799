import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GuardedClient, openGuardedClient } from '../../crawlers/fetch/guarded-client.ts';
import { fetchPage } from '../../crawlers/fetch-page.ts';
import { localHostGate } from '../../crawlers/gate/local-host-gate.ts';

/** Addresses that lead into this machine, its network, a cloud's metadata, or to nobody; none is public unicast. */
const ipv4 = [
  ...['127.0.0.1', '127.0.0.53', '127.255.255.254', '0.0.0.0', '0.1.2.3', '10.0.0.1', '10.255.255.255'],
  ...['172.16.0.1', '172.31.255.255', '192.168.0.1', '192.168.255.255', '169.254.0.1', '169.254.169.254'],
  ...['100.64.0.1', '100.100.100.200', '100.127.255.255', '192.0.0.1', '192.0.0.170', '192.0.2.1'],
  ...[
    '198.18.0.1',
    '198.51.100.1',
    '203.0.113.1',
    '224.0.0.1',
    '239.255.255.250',
    '240.0.0.1',
    '255.255.255.255',
  ],
];
const ipv6 = [
  ...['::', '::1', 'fe80::1', 'febf::1', 'fec0::1', 'fc00::1', 'fd00:ec2::254', 'ff02::1', '2001:db8::1'],
  ...['2001::1', '100::1', '64:ff9b:1::1', '5f00::1', '3fff::1'],
];

/** The ways in which programs have read an IPv4 address where a careless check saw none. */
function notations(address: string): string[] {
  const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
  const number = ((a * 256 + b) * 256 + c) * 256 + d;
  const hex = (value: number) => value.toString(16);
  const pair = (high: number, low: number) => hex(high * 256 + low);
  return [
    address,
    String(number),
    `0x${hex(number)}`,
    `0${number.toString(8)}`,
    [a, b, c, d].map((part) => `0x${hex(part)}`).join('.'),
    [a, b, c, d].map((part) => `0${part.toString(8)}`).join('.'),
    `${a}.${b}.${c * 256 + d}`,
    `${a}.${(b * 256 + c) * 256 + d}`,
    `${address}.`,
    `%3${a.toString()[0]}${address.slice(1)}`,
    address.replaceAll('.', '。'),
    address.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
    `[::ffff:${address}]`,
    `[::ffff:${pair(a, b)}:${pair(c, d)}]`,
    `[::${pair(a, b)}:${pair(c, d)}]`,
    `[64:ff9b::${pair(a, b)}:${pair(c, d)}]`,
    `[2002:${pair(a, b)}:${pair(c, d)}::]`,
    `user@${address}`,
    `public.example@${address}`,
  ];
}

const hosts = [...ipv4.flatMap(notations), ...ipv6.map((address) => `[${address}]`)];

describe('an address that is not public', () => {
  let listener: Server;
  let port: number;
  let connections = 0;
  let client: GuardedClient;
  const gate = () => localHostGate({ client, agent: 'Wellspring', gapMs: 0, concurrency: 2 });

  beforeAll(async () => {
    // Whatever reaches this machine by any of its own addresses is counted.
    listener = createServer((socket) => {
      connections += 1;
      socket.destroy();
    }).listen(0, '::');
    await once(listener, 'listening');
    const address = listener.address();
    port = address !== null && typeof address === 'object' ? address.port : 0;
    client = openGuardedClient({ userAgent: 'Wellspring/test', allow: [], connectTimeoutMs: 2_000 });
  });
  afterAll(async () => {
    await client.close();
    listener.close();
  });

  it('is written in some five hundred ways here', () => expect(hosts.length).toBeGreaterThan(500));

  const paths: Readonly<Record<string, (url: string) => Promise<unknown>>> = {
    'a page': (url) => client.get(url),
    'a webhook': (url) => client.post(url, { headers: {}, body: '{}', maxBytes: 100 }),
    'a person’s page with its robots.txt': (url) =>
      fetchPage(url, { client, gate: gate(), now: () => new Date() }, AbortSignal.timeout(10_000)),
  };
  for (const [name, reach] of Object.entries(paths)) {
    it(`is refused as ${name}, and no connection is made`, async () => {
      const reached: string[] = [];
      for (const host of hosts) {
        const url = `http://${host}:${port}/latest/meta-data/`;
        // What is no address at all is refused as well.
        const answer = URL.canParse(url) ? await reach(url) : { outcome: 'refused-address' };
        if (!(answer instanceof Object && 'outcome' in answer && answer.outcome === 'refused-address')) {
          reached.push(`${url} → ${JSON.stringify(answer)}`);
        }
      }
      expect(reached).toEqual([]);
      expect(connections).toBe(0);
    });
  }

  it('is named with its reason before a webhook is kept', async () => {
    for (const host of hosts.filter((one) => URL.canParse(`http://${one}/`))) {
      expect(await client.refusal(`http://${host}:${port}/`), host).toEqual(expect.any(String));
    }
  });
});
