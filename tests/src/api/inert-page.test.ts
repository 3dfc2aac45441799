import { describe, expect, it } from 'vitest';
import { inertPage } from '../../../src/api/inert-page.ts';

const inert = (html: string) => inertPage(Buffer.from(html, 'latin1')).toString('latin1');

describe('inertPage', () => {
  it('takes scripts out, up to their first end tag', () => {
    expect(inert('<p>a<script src=x>1 < 2; "<p>"</SCRIPT ><p>b')).toBe('<p>a<p>b');
    expect(inert('<p>a<script>"<script>"</script>b</script>c')).toBe('<p>ab</script>c');
    expect(inert('<p>a<script>never closed <p>b')).toBe('<p>a');
    expect(inert('<p>a<scripted>b')).toBe('<p>a<scripted>b');
  });

  it('leaves no element that loads something, and keeps what they hold', () => {
    expect(
      inert('<link rel=preconnect href=//x><IMG src=x alt="y"><picture><source srcset=x>text</picture>'),
    ).toBe(
      '<no-link rel=preconnect href=//x><no-IMG src=x alt="y"><no-picture><no-source srcset=x>text</picture>',
    );
  });

  it('leaves no style or attribute that loads something', () => {
    expect(
      inert('<style>@import "x";b{background:URL (x)}</style><td background=x style="background:url(x)">'),
    ).toBe(
      '<style>no-@import "x";b{background:no-URL (x)}</style><td no-background=x style="background:no-url(x)">',
    );
  });

  it('keeps every other byte, in whatever encoding', () => {
    const bytes = Buffer.from([0x3c, 0x70, 0x3e, 0xd6, 0xd0, 0xce, 0xc4, 0x81, 0x5c, 0xff, 0x00]);
    expect(inertPage(bytes)).toEqual(bytes);
  });

  it('takes time in proportion to the page', () => {
    const hostile = '<script '.repeat(600_000);
    expect(inert(hostile)).toBe('');
    expect(inert('</script '.repeat(500_000)).length).toBe(9 * 500_000);
  });
});
