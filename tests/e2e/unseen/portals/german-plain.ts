import {
  escaped,
  isoMinute,
  linksTo,
  minute,
  paged,
  type UnseenItem,
  type UnseenTemplate,
} from '../unseen-template.ts';

const path = ({ index }: UnseenItem) => `/lokales/beitrag,${88_000 + index}.php`;

/** German local paper, windows-1252 without a charset in the header: plain tags without classes, "Uhr" behind the time. */
export const germanPlain: UnseenTemplate = {
  name: 'Moosbrücker Bote',
  language: 'de',
  charset: 'windows-1252',
  contentType: 'text/html',
  startPath: '/',
  articlePath: path,
  articlePage: (site, item) =>
    frame(
      `${item.title} | Moosbrücker Bote`,
      `<article><header><h1>${escaped(item.title)}</h1><p>${germanMinute(item.at)}</p><p>Von ${item.author}</p></header>
${item.paragraphs.map((text) => `<p>${escaped(text)}</p>`).join('\n')}
<footer><p>Gefällt mir: ${item.likes}</p><p>Zum Drucken bitte Strg+P drücken.</p></footer></article>
<section><h2>Mehr zum Thema</h2><ul>${items(site.related(item))}</ul></section>
<section><h2>Meistgelesen</h2><ol>${items(site.popular)}</ol></section>
<section><h2>Empfehlungen der Redaktion</h2><ul>${items(site.advised)}</ul></section>`,
    ),
  listPages: (site) =>
    paged(site.items, 5).map((from, i, pages) => ({
      path: i === 0 ? '/' : `/?seite=${i + 1}`,
      text: frame(
        'Moosbrücker Bote',
        `<h1>Aus der Region</h1>${from.map((item) => `<h2><a href="${path(item)}">${escaped(item.title)}</a></h2><p>${escaped((item.paragraphs[0] ?? '').slice(0, 60))} ...</p>`).join('\n')}
<p>Seite ${i + 1} von ${pages.length} ${i > 0 ? `<a href="${i === 1 ? '/' : `/?seite=${i}`}">zurück</a>` : ''} ${i + 1 < pages.length ? `<a href="/?seite=${i + 2}">weiter</a>` : ''}</p>`,
      ),
    })),
  otherPages: () => [
    {
      path: '/impressum.php',
      text: frame(
        'Impressum | Moosbrücker Bote',
        '<h1>Impressum</h1><p>Verantwortlich im Sinne des Presserechts: die Redaktion. Anschrift: Marktplatz 1. Sitz der Gesellschaft ist Moosbrück.</p>',
      ),
    },
  ],
  machinePages: () => [
    { path: '/robots.txt', text: 'User-agent: *\nDisallow:\n', contentType: 'text/plain' },
  ],
  truth: (site, item) => ({
    authors: [item.author],
    claimedDate: { iso: isoMinute(item.at), precision: 'minute', zone: null },
    reactions: [{ label: 'Gefällt mir', count: item.likes, atLeast: false }],
    views: null,
    links: [
      ...linksTo(site, germanPlain, 'related', site.related(item)),
      ...linksTo(site, germanPlain, 'ranking', site.popular),
      ...linksTo(site, germanPlain, 'recommendation', site.advised),
    ],
  }),
};

/** "03.05.2023, 14:05 Uhr". */
function germanMinute(at: Date): string {
  const [year, month, day] = at.toISOString().slice(0, 10).split('-');
  return `${day}.${month}.${year}, ${minute(at).slice(11)} Uhr`;
}

function items(list: readonly UnseenItem[]): string {
  return list.map((item) => `<li><a href="${path(item)}">${escaped(item.title)}</a></li>`).join('\n');
}

function frame(title: string, body: string): string {
  return `<!doctype html><html lang="de"><head><meta charset="windows-1252"><title>${escaped(title)}</title></head><body><nav><a href="/">Moosbrücker Bote</a> <a href="/impressum.php">Impressum</a></nav><main>${body}</main></body></html>
`;
}
