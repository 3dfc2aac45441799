/** A host as articles and site files know it: `www.` says nothing. */
export function bareHost(host: string): string {
  return host.toLowerCase().replace(/^www\./, '');
}
