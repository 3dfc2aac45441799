/**
 * Accounts that a page sends its readers' traces or its advertising money to: who shares one, shares an account. The
 * forms are those of the providers' own documentation of their page tags.
 */
const forms: readonly { provider: string; form: RegExp }[] = [
  { provider: 'Google Analytics', form: /\b(UA-\d{4,10}-\d{1,3})\b/g },
  { provider: 'Google Analytics', form: /[?&'"](?:id=)?(G-[A-Z0-9]{8,12})['"&]/g },
  { provider: 'Google Tag Manager', form: /\b(GTM-[A-Z0-9]{5,9})\b/g },
  { provider: 'Google AdSense', form: /\bca-(pub-\d{16})\b/g },
  { provider: 'Baidu Tongji', form: /hm\.baidu\.com\/hm\.js\?([0-9a-f]{32})\b/g },
  { provider: 'CNZZ', form: /\.cnzz\.com\/[^"'\s]{0,80}?[?&](?:web_)?id=(\d{5,12})\b/g },
  { provider: '51.la', form: /LA\.init\(\s*\{\s*id:\s*["']([A-Za-z0-9]{8,24})["']/g },
  { provider: 'Yandex Metrica', form: /\bym\(\s*(\d{5,10})\s*,/g },
  { provider: 'Yandex Metrica', form: /mc\.yandex\.ru\/watch\/(\d{5,10})\b/g },
  { provider: 'Meta Pixel', form: /\bfbq\(\s*["']init["']\s*,\s*["'](\d{10,18})["']/g },
  { provider: 'Microsoft Clarity', form: /clarity\.ms\/tag\/([a-z0-9]{8,12})\b/g },
];

/** What lies behind this is no head of a page and no script at its end. */
const mostCharacters = 1_000_000;
const mostIds = 50;

/** "Google Analytics UA-1234567", in order of names, each once; the number behind an account is that of one site. */
export function trackerIds(source: string): string[] {
  const text = source.slice(0, mostCharacters);
  const found = new Set<string>();
  for (const { provider, form } of forms) {
    for (const [, id = ''] of text.matchAll(form)) {
      found.add(`${provider} ${id.replace(/^(UA-\d+)-\d+$/, '$1')}`);
      if (found.size === mostIds) return [...found].sort();
    }
  }
  return [...found].sort();
}
