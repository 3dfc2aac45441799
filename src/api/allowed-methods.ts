import type { ApiServer } from './api-server.ts';

/** Remembers every route that is added after it, to tell which methods an address has. */
export function allowedMethods(app: ApiServer): (path: string) => string[] {
  const routes: { pattern: RegExp; methods: readonly string[] }[] = [];
  app.addHook('onRoute', ({ url, method }) => {
    const parts = url.split(/(:[A-Za-z]+)/).map((part) => (part.startsWith(':') ? '[^/]+?' : escaped(part)));
    routes.push({ pattern: new RegExp(`^${parts.join('')}$`), methods: [method].flat() });
  });
  return (path) =>
    [...new Set(routes.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods))].sort();
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
