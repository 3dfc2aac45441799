import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

// The site of the crawl benchmark, in a process of its own: pages of about 12 kB that link to each other, no sitemap. The
// answer to /counts tells how often each page was asked for, so that no crawler can skip pages or fetch them twice.
const pages = Number(process.argv[2] ?? 5_000);
const counts = new Uint32Array(pages);
const words =
  'harbour council tide clock volunteers drawings storm winter vote budget bridge ferry school market museum orchard'.split(
    ' ',
  );

function random(seed: number): () => number {
  let state = seed * 2_654_435_761 + 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function page(n: number): Buffer {
  const next = random(n);
  const sentence = () =>
    `${Array.from({ length: 14 }, () => words[Math.floor(next() * words.length)] ?? '').join(' ')} ${n}.`;
  // A tree, so that all pages are reached, and links across, as portals have them.
  const targets = [2 * n + 1, 2 * n + 2].filter((target) => target < pages);
  while (targets.length < 50) targets.push(1 + Math.floor(next() * (pages - 1)));
  const links = targets.map(
    (target) => `<li><a href="/news/${target}.html" title="${sentence()}">${sentence()}</a></li>`,
  );
  const body = Array.from({ length: 12 }, () => `<p>${Array.from({ length: 5 }, sentence).join(' ')}</p>`);
  return Buffer.from(`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Report ${n} -Bench</title></head>
<body><div class="nav"><a href="/">Home</a></div><h1 class="title">Report ${n} of the ${words[n % words.length]}</h1>
<div class="meta">Date:2025-04-${String((n % 28) + 1).padStart(2, '0')} 12:47:42</div><div class="content">${body.join('\n')}</div>
<div class="digg">veryGood! (${n % 100})</div><div class="list"><h3>Related</h3><ul>${links.join('\n')}</ul></div></body></html>`);
}

// Made before the clock runs: the server must not be what is measured.
const bodies = Array.from({ length: pages }, (_, n) => page(n));
const server = createServer((request, response) => {
  const path = request.url ?? '/';
  const n = path === '/' ? 0 : Number(/^\/news\/([1-9]\d*)\.html$/.exec(path)?.[1] ?? -1);
  const body = bodies[n];
  if (path === '/counts') {
    response.end(
      JSON.stringify({
        asked: counts.filter((count) => count > 0).length,
        twice: counts.filter((count) => count > 1).length,
      }),
    );
  } else if (path === '/reset') {
    counts.fill(0);
    response.end();
  } else if (body) {
    counts[n] = (counts[n] ?? 0) + 1;
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-length': body.length });
    response.end(body);
  } else {
    response.writeHead(404);
    response.end();
  }
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`);
});
process.stdin.resume().on('end', () => process.exit(0));
