import { decodeText } from '../parsers/decode.ts';

/** Meta elements that tell neither date nor author, and the page's encoding. */
const kept =
  /og:(?:title|type|site_name|description|url)|name=["']?(?:description|generator)|twitter:title|charset|content-type/i;

/** A page without what it declares for programs about its date and author; what it prints for people stays. */
export function withoutFacts(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const text = decodeText(bytes, 'text/html')
    .text.replace(/<script[^>]*ld\+json[^>]*>[\s\S]*?<\/script>/gi, '')
    .replace(/<meta\b[^>]*>/gi, (meta) => (kept.test(meta) ? meta.replace(/itemprop=\S+/, '') : ''))
    .replace(/\s(?:itemprop|datetime)=(?:"[^"]*"|'[^']*'|[^\s>]+)/gi, '')
    .replace(
      /["'](?:date_?published|publi\w*(?:at|on|date|time)|pub_?date|created_?(?:at|on|date)?)\\?["']/gi,
      '"x"',
    );
  return Uint8Array.from(Buffer.from(`\ufeff${text}`));
}
