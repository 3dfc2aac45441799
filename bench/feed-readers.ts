import { createServer, get } from 'node:http';

// The other side of bench/feed.ts, in a process of its own: followers of the stream, or a receiver of webhooks.
const [role = '', ...words] = process.argv.slice(2);
const say = (message: unknown) => process.send?.(message);

if (role === 'followers') {
  const [url = '', count = '100', wanted = '1000'] = words;
  let connected = 0;
  const arrivals: [number, number][] = [];
  for (let n = 0; n < Number(count); n += 1) {
    get(`${url}/v1/changes/stream?since=now`, (answer) => {
      let rest = '';
      answer.on('data', (chunk: Buffer) => {
        const now = performance.timeOrigin + performance.now();
        const parts = (rest + chunk.toString()).split('\n\n');
        rest = parts.pop() ?? '';
        for (const part of parts) {
          const seq = /"seq":(\d+)/.exec(part)?.[1];
          if (seq !== undefined) arrivals.push([Number(seq), now]);
        }
        if (arrivals.length >= Number(count) * Number(wanted)) say({ arrivals: arrivals.splice(0) });
      });
      connected += 1;
      if (connected === Number(count)) say({ connected });
    });
  }
}

if (role === 'receiver') {
  let received = 0;
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      response.writeHead(204).end();
      received += 1;
      if (received % 500 === 0) say({ received, at: performance.timeOrigin + performance.now() });
    });
  });
  server.listen(0, '127.0.0.1', () => say({ port: (server.address() as { port: number }).port }));
}
