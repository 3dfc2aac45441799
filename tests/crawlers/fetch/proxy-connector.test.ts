import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, type Server } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { openGuardedClient } from '../../../crawlers/fetch/guarded-client.ts';

// A certificate for portal.example that signs itself; its key is of use to nobody.
const fixture = (name: string) =>
  readFileSync(fileURLToPath(new URL(`fixtures/${name}`, import.meta.url)), 'utf8');
const [cert, key] = [fixture('portal.cert.pem'), fixture('portal.key.pem')];
const publicIp = '93.184.216.34';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function listening(server: Server & { closeAllConnections(): void }): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
}

const portal = () =>
  listening(createServer(({ headers }, response) => response.end(`plain ${headers.host}`)));

async function tlsPortal() {
  const names: unknown[] = [];
  const server = createTlsServer({ cert, key }, ({ headers }, response) =>
    response.end(`tls ${headers.host}`),
  );
  server.on('secureConnection', ({ servername }) => names.push(servername));
  return { port: await listening(server), names };
}

/** A proxy that leads every way to one port of this machine, and writes down where it was asked to go. */
async function proxyTo(port: number, answer = 'HTTP/1.1 200 Connection established\r\n\r\n') {
  const asked: { target: string | undefined; authorization: string | undefined }[] = [];
  const server = createServer((_, response) => response.writeHead(400).end('CONNECT only'));
  server.on('connect', ({ url, headers }, socket) => {
    asked.push({ target: url, authorization: headers['proxy-authorization'] });
    socket.on('error', () => undefined);
    socket.write(answer);
    if (!answer.includes(' 200 ')) {
      socket.end();
      return;
    }
    const onward = connect(port, '127.0.0.1');
    onward.on('error', () => socket.destroy());
    closing.push(
      () => onward.destroy(),
      () => socket.destroy(),
    );
    onward.pipe(socket).pipe(onward);
  });
  return { proxy: `127.0.0.1:${await listening(server)}`, asked };
}

function client(proxies: readonly string[], addresses: readonly string[] = [publicIp], allow: string[] = []) {
  const opened = openGuardedClient({
    ...{ userAgent: 'Wellspring/test', allow, proxies, totalTimeoutMs: 3_000 },
    resolve: async () => addresses,
  });
  closing.push(opened.close);
  return opened;
}
const bodyOf = async (answer: ReturnType<ReturnType<typeof client>['get']>) => {
  const got = await answer;
  return 'body' in got ? got.body.toString() : got.reason;
};

describe('TLS at a pinned address', () => {
  const before = getCACertificates('default');
  afterEach(() => setDefaultCACertificates(before));

  it('tells the name of the host, and checks the certificate against it', async () => {
    const { port, names } = await tlsPortal();
    setDefaultCACertificates([...before, cert]);
    const out = client([], ['127.0.0.1'], [`127.0.0.1:${port}`]);
    expect(await bodyOf(out.get(`https://portal.example:${port}/`))).toBe(`tls portal.example:${port}`);
    expect(names).toEqual(['portal.example']);
    expect(await bodyOf(out.get(`https://other.example:${port}/`))).toMatch(
      /other\.example.*not in the cert/,
    );
  });

  it('takes no certificate that nobody vouches for', async () => {
    const { port } = await tlsPortal();
    const out = client([], ['127.0.0.1'], [`127.0.0.1:${port}`]);
    expect(await bodyOf(out.get(`https://portal.example:${port}/`))).toMatch(/self-signed certificate/);
  });

  it('goes to the host itself through a proxy', async () => {
    const { port, names } = await tlsPortal();
    setDefaultCACertificates([...before, cert]);
    const { proxy, asked } = await proxyTo(port);
    expect(await bodyOf(client([`http://${proxy}`]).get('https://portal.example/'))).toBe(
      'tls portal.example',
    );
    expect(names).toEqual(['portal.example']);
    expect(asked).toEqual([{ target: `${publicIp}:443`, authorization: undefined }]);
  });
});

describe('an HTTP proxy', () => {
  it('is told the address that was checked, also for http, and the password only in its own header', async () => {
    const { proxy, asked } = await proxyTo(await portal());
    const out = client([`http://anna:s%40cret@${proxy}`]);
    expect(await bodyOf(out.get('http://portal.example/'))).toBe('plain portal.example');
    const authorization = `Basic ${Buffer.from('anna:s@cret').toString('base64')}`;
    expect(asked).toEqual([{ target: `${publicIp}:80`, authorization }]);
  });

  it('is never asked for an address that may not be spoken to', async () => {
    const { proxy, asked } = await proxyTo(await portal());
    const out = client([`http://${proxy}`], ['10.0.0.1']);
    expect(await out.get('http://portal.example/')).toMatchObject({ outcome: 'refused-address' });
    expect(await out.get('http://169.254.169.254/')).toMatchObject({ outcome: 'refused-address' });
    expect(asked).toEqual([]);
  });

  it('is the same one for all pages of a host, and each host has one', async () => {
    const to = await portal();
    const [one, other] = [await proxyTo(to), await proxyTo(to)];
    const out = client([`http://${one.proxy}`, `http://${other.proxy}`]);
    for (let n = 0; n < 8; n++) await out.get(`http://h${n}.example/`);
    expect([one.asked.length, other.asked.length]).toEqual([4, 4]);
    const again = client([`http://${one.proxy}`, `http://${other.proxy}`]);
    for (let n = 0; n < 4; n++) await Promise.all([1, 2].map(() => again.get('http://h1.example/')));
    expect(one.asked.length === 4 || other.asked.length === 4).toBe(true);
  });

  it('that refuses, is away or talks nonsense is named, without its password', async () => {
    const refusing = await proxyTo(0, 'HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    const nonsense = await proxyTo(0, 'hello\r\n\r\n');
    const reasons = [
      await bodyOf(client([`http://anna:secret@${refusing.proxy}`]).get('http://portal.example/')),
      await bodyOf(client([`http://${nonsense.proxy}`]).get('http://portal.example/')),
      await bodyOf(client(['http://anna:secret@127.0.0.1:9']).get('http://portal.example/')),
    ];
    expect(reasons[0]).toBe(`the proxy ${refusing.proxy} opens no way to ${publicIp}:80: HTTP 407`);
    expect(reasons[1]).toMatch(/opens no way to .*: it does not speak HTTP$/);
    expect(reasons[2]).toMatch(/^the proxy 127\.0\.0\.1:9 cannot be reached: /);
    expect(reasons.join()).not.toContain('secret');
  });

  it('is passed by for a portal on this machine', async () => {
    const port = await portal();
    const { proxy, asked } = await proxyTo(port);
    const out = client([`http://${proxy}`], [], [`127.0.0.1:${port}`]);
    expect(await bodyOf(out.get(`http://127.0.0.1:${port}/`))).toBe(`plain 127.0.0.1:${port}`);
    expect(asked).toEqual([]);
  });
});
