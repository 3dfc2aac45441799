import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { brotliCompressSync, constants, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';

/** One way to do harm: what a portal answers for its bad page, and how the URL is to end. */
export type Attack = {
  name: string;
  /** Of the bad page's URL: "outcome: reason". */
  ends: RegExp;
  answer(request: IncomingMessage, response: ServerResponse): void;
};

const zeros = Buffer.alloc(64 * 1_024 * 1_024);
/** 64 MB of zeros in a few kB, or the same coded twice in a few hundred bytes. */
const bombs = {
  gzip: gzipSync(zeros, { level: 9 }),
  deflate: deflateSync(zeros, { level: 9 }),
  br: brotliCompressSync(zeros, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  zstd: zstdCompressSync(zeros),
};

const coded =
  (coding: string, body: Buffer, more: Record<string, string> = {}): Attack['answer'] =>
  (_, response) => {
    response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': coding, ...more }).end(body);
  };
const html =
  (body: string | Buffer, type = 'text/html; charset=utf-8'): Attack['answer'] =>
  (_, response) => {
    response.writeHead(200, { 'content-type': type }).end(body);
  };
const raw =
  (talk: (socket: Socket) => void): Attack['answer'] =>
  ({ socket }) =>
    talk(socket);
const to =
  (location: string): Attack['answer'] =>
  (_, response) => {
    response.writeHead(302, { location }).end();
  };
/** Something again and again, until nobody listens. */
const forEver = (socket: Socket, piece: string | Buffer, everyMs: number) => {
  const timer = setInterval(() => socket.writable && socket.write(piece), everyMs);
  socket.on('close', () => clearInterval(timer));
};

const tooLarge = /^too-large: more than 5242880 bytes when its \w+ coding is undone$/;
const refusedOrRead = /^(?:not-article|parse-refused): /;

export const attacks: readonly Attack[] = [
  { name: 'gzip bomb', ends: tooLarge, answer: coded('gzip', bombs.gzip) },
  { name: 'deflate bomb', ends: tooLarge, answer: coded('deflate', bombs.deflate) },
  { name: 'brotli bomb', ends: tooLarge, answer: coded('br', bombs.br) },
  { name: 'zstd bomb', ends: tooLarge, answer: coded('zstd', bombs.zstd) },
  { name: 'bomb in a bomb', ends: tooLarge, answer: coded('gzip, gzip', gzipSync(bombs.gzip)) },
  { name: 'bomb in another coding', ends: tooLarge, answer: coded('br, zstd', zstdCompressSync(bombs.br)) },
  {
    name: 'three codings',
    ends: /^http-error: 3 content codings/,
    answer: coded('gzip, gzip, gzip', bombs.gzip),
  },
  { name: 'gzip file that is a bomb', ends: /^not-article: /, answer: html(bombs.gzip, 'application/gzip') },
  {
    name: 'unknown coding',
    ends: /^http-error: its rot13 coding/,
    answer: coded('rot13', Buffer.from([1, 2, 3])),
  },
  { name: 'wrong coding', ends: refusedOrRead, answer: coded('br', Buffer.from('<html><p>plain text')) },
  {
    name: 'endless body',
    ends: /^too-large: more than 5242880 bytes on the wire$/,
    answer(_, response) {
      const piece = Buffer.alloc(65_536, 97);
      const pump = () => {
        while (!response.destroyed && response.write(piece));
        if (!response.destroyed) response.once('drain', pump);
      };
      pump();
    },
  },
  {
    name: 'dripping body',
    ends: /^timeout: no whole answer/,
    answer(_, response) {
      response.writeHead(200, { 'content-type': 'text/html' }).flushHeaders();
      forEver(response.socket as Socket, '1\r\nx\r\n', 50);
    },
  },
  {
    name: 'dripping headers',
    ends: /^timeout: /,
    answer: raw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      forEver(socket, 'x-a: b\r\n', 50);
    }),
  },
  { name: 'silence', ends: /^timeout: /, answer: () => undefined },
  {
    name: '200 kB of headers',
    ends: /^too-large: more than 65536 bytes of headers$/,
    answer: raw((socket) => socket.write(`HTTP/1.1 200 OK\r\n${'x-a: bbbbbbbbbb\r\n'.repeat(12_000)}\r\n`)),
  },
  {
    name: 'interim answers without end',
    ends: /^(?:timeout|http-error|too-large): /,
    answer: raw((socket) => forEver(socket, 'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n', 20)),
  },
  {
    name: 'truncated body',
    ends: /^http-error: the host closed the connection/,
    answer: raw((socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 90000\r\n\r\n<html>half')),
  },
  {
    name: 'reset',
    ends: /^http-error: the host closed the connection/,
    answer: raw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      socket.resetAndDestroy();
    }),
  },
  {
    name: 'length too long',
    ends: /^too-large: /,
    answer: raw((socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\n\r\nx')),
  },
  {
    name: 'length too short',
    ends: /^(?:not-article|http-error): /,
    answer: raw((socket) =>
      socket.end('HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 4\r\n\r\n<p>more than was said'),
    ),
  },
  { name: 'no HTTP', ends: /^http-error: /, answer: raw((socket) => socket.end('\0\x01\x02 hello\r\n\r\n')) },
  {
    name: 'chunks that lie',
    ends: /^http-error: /,
    answer: raw((socket) =>
      socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nffffffffffff\r\nx'),
    ),
  },
  { name: 'redirect loop', ends: /^http-error: .* leads back to/, answer: to('/bad') },
  { name: 'redirect to a file', ends: /^http-error: HTTP 302 to "file:/, answer: to('file:///etc/passwd') },
  {
    name: 'redirect to a private address',
    ends: /^refused-address: .*169\.254\.169\.254/,
    answer: to('http://169.254.169.254/latest/meta-data/'),
  },
  { name: 'redirect to localhost', ends: /^refused-address: /, answer: to('http://0x7f.1:22/') },
  { name: 'invalid UTF-8', ends: refusedOrRead, answer: html(Buffer.from('3c703ec3283c2f703ee2', 'hex')) },
  {
    name: 'wrong charset',
    ends: refusedOrRead,
    answer: html('<p>\u{1f642} text</p>', 'text/html; charset=utf-16'),
  },
  { name: 'deep nesting', ends: /^parse-refused: /, answer: html('<div>'.repeat(300_000)) },
  { name: 'a million attributes', ends: refusedOrRead, answer: html(`<p ${'a=b '.repeat(1_000_000)}>x`) },
  { name: 'a million tags', ends: /^parse-refused: /, answer: html('<b>x</b>'.repeat(600_000)) },
  {
    name: 'entities of entities',
    ends: /^not-article: /,
    answer: html(
      `<?xml version="1.0"?><!DOCTYPE u [<!ENTITY a "aaaaaaaaaa">${'bcdefghij'
        .split('')
        .map((c, n) => `<!ENTITY ${c} "${`&${'abcdefghi'[n]};`.repeat(10)}">`)
        .join('')}]><urlset><url><loc>&j;</loc></url></urlset>`,
      'application/xml',
    ),
  },
  {
    name: 'a hundred thousand links',
    ends: refusedOrRead,
    answer: html(Array.from({ length: 100_000 }, (_, n) => `<a href=//x${n}.example/>x</a>`).join('')),
  },
  {
    name: 'a feed of brackets',
    ends: /^(?:not-article|parse-refused): /,
    answer: html('{"items":'.repeat(200_000), 'application/json'),
  },
];

const story = (n: number) => `<!doctype html><html><head><title>Clock ${n} strikes again</title></head><body>
<h1>Clock ${n} of the harbour strikes again</h1><p class="date">2025-04-16 12:47</p><article>${Array.from(
  { length: 4 },
  (
    _,
    p,
  ) => `<p>The board of quay ${n} voted for the ${p}th time on Thursday to rebuild the old tide clock, which stopped
  nine years ago and has been silent since, to the regret of pilots and children alike.</p>`,
).join('')}</article></body></html>`;

/** One portal for each attack: a front page, a bad page, and a good page behind it. */
export async function startHostilePortals() {
  const portals = await Promise.all(
    attacks.map(async (attack, n) => {
      const asked = new Map<string, number>();
      const server = createServer((request, response) => {
        const path = request.url ?? '/';
        if (!asked.has(path)) asked.set(path, Date.now());
        response.on('error', () => undefined);
        if (path === '/bad') attack.answer(request, response);
        else if (path === '/') response.end('<a href="/bad">bad</a><a href="/good">good</a>');
        else if (path === '/good') response.setHeader('content-type', 'text/html').end(story(n));
        else response.writeHead(404).end();
      });
      server.on('connection', (socket) => socket.on('error', () => undefined));
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return { attack, asked, server, host: `127.0.0.1:${(server.address() as AddressInfo).port}` };
    }),
  );
  return {
    portals,
    async close() {
      for (const { server } of portals) server.closeAllConnections();
      await Promise.all(portals.map(({ server }) => new Promise((resolve) => server.close(resolve))));
    },
  };
}
