import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BrowserTemplates, openBrowserTemplates } from '../../workers/browser-templates.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wellspring-templates-'));
});
afterEach(() => rmSync(folder, { recursive: true }));
const open = () => openBrowserTemplates(join(folder, 'templates.json'));

const shell = (template: string) => ({
  site: 'a.example',
  template,
  kind: 'other' as const,
  needsBrowser: true,
});
const url = (n: number) => `https://a.example/${n}`;
/** Meets a page that is empty without scripts, renders it if that is still done, and tells what it held. */
function renders(templates: BrowserTemplates, n: number, template: string, holdsArticle: boolean): boolean {
  templates.note({ url: url(n), via: 'http' }, shell(template));
  if (templates.refusal(url(n)) !== null) return false;
  templates.started('run', url(n));
  const kind = holdsArticle ? ('article' as const) : ('other' as const);
  templates.note({ url: url(n), via: 'browser' }, { ...shell('shown'), kind, needsBrowser: false });
  return true;
}
const rendered = (templates: BrowserTemplates, count: number, template: string, holdsArticle: boolean) =>
  Array.from({ length: count }, (_, n) => renders(templates, n, template, holdsArticle)).filter(Boolean)
    .length;

describe('browser templates', () => {
  it('stop rendering pages of a template that never held an article, and look again now and then', async () => {
    const templates = await open();
    expect(rendered(templates, 58, 'ads', false)).toBe(9);
    expect(templates.refusal(url(57))).toBeNull();
    expect(rendered(templates, 58, 'news', true)).toBe(58);
    expect(templates.rendered('run')).toBe(67);
  });

  it('are remembered beyond the process', async () => {
    const first = await open();
    rendered(first, 10, 'ads', false);
    await first.save();
    const second = await open();
    expect(renders(second, 100, 'ads', false)).toBe(false);
    expect(renders(second, 101, 'other', false)).toBe(true);
    second.note({ url: url(102), via: 'http' }, shell('ads'));
    expect(second.refusal(url(102))).toBe(
      'needs a browser, but none of the 8 pages of its template that were rendered held an article',
    );
  });
});
