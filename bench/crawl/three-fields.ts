import { decodeHTML } from 'entities';
import { scanHtml } from '../../crawlers/discover/scan-html.ts';

/** What the peers take by selectors: the title, the line below it, the paragraphs of the content. */
export function threeFields(html: string): { title: string; meta: string; paragraphs: string[] } {
  const fields = { title: '', meta: '', paragraphs: [] as string[] };
  let inside: 'title' | 'meta' | 'paragraph' | null = null;
  let inContent = false;
  scanHtml(html, {
    open(name, attribute) {
      if (name === 'h1' && attribute('class') === 'title') inside = 'title';
      else if (name === 'div') {
        const kind = attribute('class');
        inContent = kind === 'content';
        inside = kind === 'meta' ? 'meta' : null;
      } else if (name === 'p' && inContent) {
        inside = 'paragraph';
        fields.paragraphs.push('');
      }
    },
    text(start, end) {
      if (inside === null) return;
      const written = html.slice(start, end);
      const text = written.includes('&') ? decodeHTML(written) : written;
      if (inside === 'paragraph') fields.paragraphs[fields.paragraphs.length - 1] += text;
      else fields[inside] += text;
    },
    close(name) {
      if (name === 'p' || name === 'h1' || name === 'div') inside = null;
      if (name === 'div') inContent = false;
    },
  });
  return fields;
}
