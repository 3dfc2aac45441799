import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { englishStory } from '../../src/demo/texts/english-story.ts';

export type RedesignedPortal = {
  origin: string;
  host: string;
  /** From now on there are so many articles; the ones from `since` on are in the new layout. */
  publish(articles: number, since: number): void;
  close(): Promise<void>;
};

/** A portal that changes its layout: in the new one, the date stands where nobody would look for it. */
export async function redesignedPortal(): Promise<RedesignedPortal> {
  let published = { articles: 0, since: Number.POSITIVE_INFINITY };
  const server = createServer((request, response) => {
    const n = Number(/^\/news\/(\d+)\.html$/.exec(request.url ?? '')?.[1] ?? Number.NaN);
    const isList = request.url === '/';
    const known = isList || n < published.articles;
    const html = isList ? list(published.articles) : page(n, n >= published.since);
    response.writeHead(known ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' });
    response.end(known ? html : 'not found');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    host: `127.0.0.1:${port}`,
    publish(articles, since) {
      published = { articles, since };
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

const storyOf = (n: number) => englishStory(5, `redesigned-${n}`);
const titleOf = (n: number) => storyOf(n).title;
const twoDigits = (n: number) => String(n).padStart(2, '0');

function list(articles: number): string {
  const entries = Array.from(
    { length: articles },
    (_, n) => `<li><a href="/news/${n}.html">${titleOf(n)}</a></li>`,
  );
  return `<html lang="en"><head><title>Ward News</title></head><body><h1>Ward News</h1><ul>${entries.join('\n')}</ul></body></html>`;
}

function page(n: number, isNew: boolean): string {
  const paragraphs = storyOf(n)
    .paragraphs.map((text) => `<p>${text}</p>`)
    .join('\n');
  const day = `${twoDigits(1 + (n % 28))}`;
  const time = `${twoDigits(n % 24)}:${twoDigits((n * 7) % 60)}`;
  const author = `${['Ada', 'Ben', 'Cleo', 'Dora'][n % 4]} ${['Marsh', 'Okoro', 'Lind'][n % 3]}`;
  return `<html lang="en"><head><title>${titleOf(n)} - Ward News</title></head><body>
<div class="top"><a href="/">Ward News</a></div>
<div class="story"><h1>${titleOf(n)}</h1>
${isNew ? `<div class="by2">By ${author}</div>` : `<div class="meta"><span class="by">By ${author}</span> <span class="date">2026-03-${day} ${time}</span></div>`}
<div class="text">
${paragraphs}
</div></div>
${isNew ? `<div class="foot"><ul class="facts"><li>Ward ${n}</li><li class="printed">No. ${n}, 2026-03-${day} ${time}</li></ul></div>` : ''}
</body></html>`;
}
