import { describe, expect, it } from 'vitest';
import { homeOrigins } from '../../crawlers/home-origins.ts';

describe('homeOrigins', () => {
  it('writes every address of a site as its start was answered: www. or not, http or https', () => {
    const homes = homeOrigins();
    expect(homes.atHome('http://a.example/1')).toBe('http://a.example/1');
    homes.learn('https://www.a.example/', { moved: false });
    for (const origin of [
      'http://a.example',
      'http://www.a.example',
      'https://a.example',
      'https://www.a.example',
    ])
      expect(homes.atHome(`${origin}/1?x=http://a.example/`)).toBe(
        'https://www.a.example/1?x=http://a.example/',
      );
    expect(homes.atHome('https://b.example/1')).toBe('https://b.example/1');
    expect(homes.atHome('https://m.a.example/1')).toBe('https://m.a.example/1');
  });
  it('stays with the first answer, and moves with a redirect', () => {
    const homes = homeOrigins();
    homes.learn('http://a.example/', { moved: false });
    homes.learn('https://www.a.example/x', { moved: false });
    expect(homes.atHome('https://www.a.example/1')).toBe('http://a.example/1');
    homes.learn('https://a.example/x', { moved: true });
    expect(homes.atHome('http://a.example/1')).toBe('https://a.example/1');
  });
  it('leaves servers on ports of their own apart', () => {
    const homes = homeOrigins();
    homes.learn('http://127.0.0.1:8080/', { moved: false });
    expect(homes.atHome('https://127.0.0.1:8080/1')).toBe('https://127.0.0.1:8080/1');
  });
});
