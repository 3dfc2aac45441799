import type { FastifyRequest } from 'fastify';

/** Addresses that the dashboard's script turns into pages; without its data, they are open to all. */
export const DASHBOARD_PAGES = [
  '/',
  '/search',
  '/articles',
  '/articles/:id',
  '/stories',
  '/stories/:id',
  '/sites',
  '/network',
  '/saved',
  '/compare',
  '/urls',
  '/operations',
  '/definitions',
] as const;

const PATTERNS = DASHBOARD_PAGES.map((page) => new RegExp(`^${page.replace(/:\w+/, '[^/]*')}$`));

export function isDashboardPage(path: string): boolean {
  return PATTERNS.some((pattern) => pattern.test(path));
}

/** Whether a person's browser went to an address: programs accept anything, or name JSON. */
export function asksForPage({ method, url, headers }: FastifyRequest): boolean {
  return method === 'GET' && !url.startsWith('/v1/') && /\btext\/html\b/i.test(headers.accept ?? '');
}
