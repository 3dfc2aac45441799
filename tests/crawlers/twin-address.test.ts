import { describe, expect, it } from 'vitest';
import { isTwinOf, plainForm } from '../../crawlers/twin-address.ts';

describe('plainForm', () => {
  it('tells the address of which another is the AMP, mobile or print form', () => {
    const forms: Record<string, string> = {
      'https://a.example/2024/story/amp/': 'https://a.example/2024/story/',
      'https://a.example/2024/story/amp': 'https://a.example/2024/story',
      'https://a.example/amp/2024/story': 'https://a.example/2024/story',
      'https://a.example/story.amp.html': 'https://a.example/story.html',
      'https://a.example/story?id=7&amp=1': 'https://a.example/story?id=7',
      'https://a.example/story?outputType=amp': 'https://a.example/story',
      'https://a.example/story?m=1': 'https://a.example/story',
      'https://a.example/story/print/': 'https://a.example/story/',
      'https://m.a.example/story': 'https://www.a.example/story',
    };
    for (const [form, plain] of Object.entries(forms)) expect(plainForm(form), form).toBe(plain);
  });
  it('takes no page of its own for a form', () => {
    for (const path of [
      '/amp',
      '/',
      '/camp/',
      '/news/print-is-dead.html',
      '/m/1',
      '/story?m=12',
      '/example/amplifier',
    ])
      expect(plainForm(`https://a.example${path}`), path).toBeNull();
  });
});

describe('isTwinOf', () => {
  const base = 'https://www.a.example';
  it('believes a canonical address that is the same page but for its form', () => {
    const pairs = [
      ['/story/1/?from_channel=rss', '/story/1'],
      ['/story/1/amp', '/story/1'],
      ['/story/1/index.html', '/story/1/'],
      ['/view?id=7&ref=home', '/view?id=7'],
    ];
    for (const [url, canonical] of pairs)
      expect(isTwinOf(`${base}${url}`, `${base}${canonical}`), url).toBe(true);
    expect(isTwinOf('http://m.a.example/story/1', `${base}/story/1`)).toBe(true);
  });
  it('does not believe a front page, a list, or the first part', () => {
    const pairs = [
      ['/story/1', '/'],
      ['/story/1', '/story/'],
      ['/list?page=2', '/list'],
      ['/view?id=7', '/view'],
      ['/view?id=7', '/view?id=8'],
      ['/view?sort=2024', '/view'],
    ];
    for (const [url, canonical] of pairs)
      expect(isTwinOf(`${base}${url}`, `${base}${canonical}`), url).toBe(false);
    expect(isTwinOf(`${base}/story/1`, 'https://other.example/story/1')).toBe(false);
  });
});
