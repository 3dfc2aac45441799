/**
 * The form of an address: what differs from article to article is taken out of it, so that addresses that a portal makes
 * alike are alike. "https://portal.example/news/2024/12/a-late-frost-81.html?id=7" → "/news/0/0/*.html?id"
 */
export function urlShape(url: string): string {
  const { pathname, searchParams } = new URL(url);
  const parts = pathname.split('/').slice(1);
  const last = parts.length - 1;
  const shape = parts.slice(0, mostParts).map((part, at) => {
    const [, name = part, ending = ''] = at === last ? (/^(.+?)(\.[a-z]{2,5})$/i.exec(part) ?? []) : [];
    return segment(name, at === last) + ending.toLowerCase();
  });
  const more = parts.length > mostParts ? '/…' : '';
  const keys = [...new Set(searchParams.keys())].sort().slice(0, mostParts);
  return `/${shape.join('/')}${more}${keys.length > 0 ? `?${keys.join('&')}` : ''}`;
}

const mostParts = 6;

/** A plain word names a section or a list, unless it stands last and may be the name of one article. */
function segment(name: string, isLast: boolean): string {
  if (name === '') return '';
  if (/^\d+$/.test(name)) return '0';
  if (!/^[a-z]{1,24}$/i.test(name)) return '*';
  return isLast && name.length > 12 ? '*' : name.toLowerCase();
}
