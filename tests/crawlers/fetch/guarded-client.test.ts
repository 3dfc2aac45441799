import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createSocketServer, type Socket } from 'node:net';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { type ClientOptions, openGuardedClient } from '../../../crawlers/fetch/guarded-client.ts';

const closing: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function served(handler: RequestListener): Promise<string> {
  const server: Server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function answering(talk: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createSocketServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    talk(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function client(allow: readonly string[], options: Partial<ClientOptions> = {}) {
  const opened = openGuardedClient({ userAgent: 'Wellspring/test', allow, ...options });
  closing.push(opened.close);
  return opened;
}

describe('the guarded client', () => {
  it('gives status, headers in lower case and the bytes', async () => {
    const host = await served((request, response) => {
      response.setHeader('X-Two', ['a', 'b']);
      response.end(`${request.headers['user-agent']}`);
    });
    const answer = await client([host]).get(`http://${host}/`);
    expect(answer).toMatchObject({ status: 200, headers: { 'x-two': 'a, b' } });
    expect('body' in answer && answer.body.toString()).toBe('Wellspring/test');
  });

  it('undoes gzip, deflate in both forms, brotli and zstd', async () => {
    const text = 'a page '.repeat(100);
    const coded: Record<string, [coding: string, body: Buffer]> = {
      gzip: ['gzip', gzipSync(text)],
      deflate: ['deflate', deflateSync(text)],
      raw: ['deflate', deflateRawSync(text)],
      br: ['br', brotliCompressSync(text)],
      zstd: ['zstd', zstdCompressSync(text)],
      truncated: ['gzip', gzipSync(text).subarray(0, -8)],
      plain: ['gzip', Buffer.from('<html>not coded at all')],
    };
    const host = await served(({ url = '' }, response) => {
      const [coding = '', body = ''] = coded[url.slice(1)] ?? [];
      response.setHeader('content-encoding', coding);
      response.end(body);
    });
    const out = client([host]);
    for (const name of ['gzip', 'deflate', 'raw', 'br', 'zstd', 'truncated']) {
      const answer = await out.get(`http://${host}/${name}`);
      expect('body' in answer && answer.body.toString(), name).toBe(text);
    }
    const plain = await out.get(`http://${host}/plain`);
    expect('body' in plain && plain.body.toString()).toBe('<html>not coded at all');
  });

  it('gives up a gzip bomb before it bursts', async () => {
    const bomb = gzipSync(Buffer.alloc(200 * 1_024 * 1_024));
    const host = await served((_, response) => {
      response.setHeader('content-encoding', 'gzip');
      response.end(bomb);
    });
    expect(await client([host]).get(`http://${host}/`)).toMatchObject({ outcome: 'too-large' });
  });

  it('gives up a body of 50 MB, announced or not, after 5 MB', async () => {
    let sent = 0;
    const host = await served(({ url }, response) => {
      if (url === '/announced') response.setHeader('content-length', 50 * 1_024 * 1_024);
      const chunk = Buffer.alloc(65_536, 120);
      const pump = () => {
        while (!response.destroyed && sent < 50 * 1_024 * 1_024) {
          sent += chunk.length;
          if (!response.write(chunk)) {
            response.once('drain', pump);
            return;
          }
        }
        response.end();
      };
      pump();
    });
    const out = client([host]);
    expect(await out.get(`http://${host}/announced`)).toMatchObject({ outcome: 'too-large' });
    sent = 0;
    expect(await out.get(`http://${host}/`)).toMatchObject({ outcome: 'too-large' });
    expect(sent).toBeLessThan(30 * 1_024 * 1_024);
  });

  it('refuses private addresses, also behind a name, however the address is written', async () => {
    const host = await served((_, response) => response.end('secret'));
    const port = host.split(':')[1];
    const out = client([], { resolve: async () => ['127.0.0.1'] });
    for (const name of [
      '127.0.0.1',
      'portal.example',
      '0x7f.1',
      '2130706433',
      '017700000001',
      '[::ffff:127.0.0.1]',
    ]) {
      expect(await out.get(`http://${name}:${port}/`), name).toMatchObject({ outcome: 'refused-address' });
    }
  });

  it('refuses a name as soon as one of its addresses is private', async () => {
    const out = client([], { resolve: async () => ['93.184.216.34', '10.0.0.1'] });
    expect(await out.get('http://portal.example/')).toEqual({
      outcome: 'refused-address',
      reason: 'portal.example: 10.0.0.1 is a private address; only public ones are fetched',
      passing: false,
    });
  });

  it('speaks to the address that it checked, and asks for the name only once', async () => {
    const host = await served(({ headers }, response) => response.end(headers.host));
    const port = host.split(':')[1];
    let asked = 0;
    const answers = [['127.0.0.1'], ['10.0.0.1']];
    const out = client([host], { resolve: async () => answers[asked++] ?? [] });
    const answer = await out.get(`http://portal.example:${port}/`);
    expect('body' in answer && answer.body.toString()).toBe(`portal.example:${port}`);
    expect(asked).toBe(1);
  });

  it('waits no longer than the deadline for a server that never answers or drips', async () => {
    const silent = await answering(() => undefined);
    const dripping = await answering((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n');
      const timer = setInterval(() => socket.write('x'), 20);
      socket.on('close', () => clearInterval(timer));
    });
    const out = client([silent, dripping], { totalTimeoutMs: 300 });
    expect(await out.get(`http://${silent}/`)).toMatchObject({ outcome: 'timeout', passing: true });
    expect(await out.get(`http://${dripping}/`)).toMatchObject({ outcome: 'timeout', passing: true });
  });

  it('names what is wrong with an answer that breaks off, is no HTTP, or has endless headers', async () => {
    const cut = await answering((socket) => {
      socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf');
    });
    const noise = await answering((socket) => socket.end('this is not HTTP\r\n\r\n'));
    const headers = await answering((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\n${'x-a: bbbbbbbbbbbbbbbb\r\n'.repeat(10_000)}\r\n`);
    });
    const out = client([cut, noise, headers], { totalTimeoutMs: 2_000 });
    expect(await out.get(`http://${cut}/`)).toMatchObject({ outcome: 'http-error', passing: true });
    expect(await out.get(`http://${noise}/`)).toMatchObject({ outcome: 'http-error' });
    expect(await out.get(`http://${headers}/`)).toMatchObject({ outcome: 'too-large' });
  });

  it('tells a refused connection from a name that does not exist', async () => {
    const gone = await served(() => undefined);
    await closing.pop()?.();
    expect(await client([gone]).get(`http://${gone}/`)).toMatchObject({
      outcome: 'http-error',
      reason: 'the host refused the connection',
    });
    const unknown = client([], {
      resolve: async () => {
        throw Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' });
      },
    });
    expect(await unknown.get('http://nowhere.example/')).toMatchObject({
      outcome: 'http-error',
      reason: 'the name of the host is not known',
      passing: false,
    });
  });
});
