import { createServer, get } from 'node:http';

// The other side of bench/feed.ts, in a process of its own: a puller, followers of the stream, or a receiver of webhooks.
const [role = '', ...words] = process.argv.slice(2);
const say = (message: unknown) => process.send?.(message);

if (role === 'puller') {
  const [url = '', wanted = '1000'] = words;
  const began = performance.now();
  let bytes = 0;
  let events = 0;
  for (let cursor = ''; events < Number(wanted); ) {
    const answer = await fetch(`${url}/v1/changes?limit=1000${cursor && `&since=${cursor}`}`);
    const text = await answer.text();
    cursor = answer.headers.get('wellspring-cursor') ?? '';
    bytes += text.length;
    // As a puller does: each line is read; none may be left out.
    for (const line of text.split('\n').slice(0, -1)) {
      events += 1;
      if (JSON.parse(line).seq !== events) throw new Error(`change ${events} was left out`);
    }
  }
  say({ events, bytes, seconds: (performance.now() - began) / 1_000 });
}

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
  // A message that comes twice counts once.
  const received = new Set<string>();
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      response.writeHead(204).end();
      const before = received.size;
      received.add(String(request.headers['webhook-id']));
      if (received.size > before && received.size % 500 === 0)
        say({ received: received.size, at: performance.timeOrigin + performance.now() });
    });
  });
  server.listen(0, '127.0.0.1', () => say({ port: (server.address() as { port: number }).port }));
}
