import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readFeed } from '../../../crawlers/discover/feed.ts';

const url = 'https://assetlink.example/rss.xml';

describe('readFeed', () => {
  it('reads RSS: relative links resolved, missing dates null, a guid that is no address passed over', async () => {
    const xml = readFileSync(new URL('../../../samples/pages/rss.xml', import.meta.url), 'utf8');
    expect((await readFeed(xml, url))?.entries).toEqual([
      { url: 'https://assetlink.example/news/281c64899070.html', date: 'Wed, 16 Apr 2025 12:47:42 +0800' },
      { url: 'https://assetlink.example/news/300a64899051.html', date: 'Tue, 08 Apr 2025 06:02:41 +0800' },
      { url: 'https://assetlink.example/news/398c64898953.html', date: null },
      { url: 'https://assetlink.example/news/454e64898897.html', date: '2025-04-15 07:00:00' },
    ]);
  });
  it('reads Atom, by the alternate link', async () => {
    const xml =
      '<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><id>i</id><updated>2024-01-01T00:00:00Z</updated><entry><title>a</title><id>urn:1</id><link rel="self" href="/self"/><link href="/a"/><published>2024-01-01T00:00:00Z</published></entry></feed>';
    expect((await readFeed(xml, url))?.entries).toEqual([
      { url: 'https://assetlink.example/a', date: '2024-01-01T00:00:00Z' },
    ]);
  });
  it('reads JSON Feed', async () => {
    const json = JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'x',
      items: [
        {
          id: '1',
          url: 'https://assetlink.example/1',
          content_text: 'x',
          date_published: '2024-01-01T00:00:00Z',
        },
      ],
    });
    expect((await readFeed(json, url))?.entries).toEqual([
      { url: 'https://assetlink.example/1', date: '2024-01-01T00:00:00Z' },
    ]);
  });
  it('gives null for what is no feed', async () => {
    expect(await readFeed('<html><body>no</body></html>', url)).toBeNull();
    expect(await readFeed('', url)).toBeNull();
  });
});
