/**
 * Addresses that raise a site's view counter when they are called: EmpireCMS's ViewClick, DedeCMS's and phpCMS's count
 * scripts, and their like. To call one would falsify what we are here to measure.
 */
const counter =
  /\/public\/viewclick|[?&](?:addclick|addview)=|\/count\.(?:php|asp|aspx|jsp)\b|[?&]op=count\b|[?&]view=yes\b|\/(?:hits?|click|views?|clicks)\.(?:php|asp|aspx|jsp)\b|\/(?:api\/)?(?:hits?|viewcount|pageview)(?:[/?]|$)/i;

export function isCounterUrl(url: string): boolean {
  return counter.test(url);
}
