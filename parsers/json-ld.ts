export type JsonObject = Readonly<Record<string, unknown>>;

/** Deeper than this, or more than so many, JSON-LD is no description of a page any more. */
const maxDepth = 6;
const maxObjects = 400;

/** JSON-LD objects in page order, arrays and `@graph` flattened; what cannot be read as JSON is left out. */
export function readJsonLd(texts: readonly string[]): JsonObject[] {
  const found: JsonObject[] = [];
  for (const text of texts) collect(parseLenient(text) ?? salvaged(text), found, 0);
  return found;
}

function collect(value: unknown, into: JsonObject[], depth: number): void {
  if (depth > maxDepth || into.length >= maxObjects) return;
  if (Array.isArray(value)) {
    for (const item of value) collect(item, into, depth + 1);
  } else if (isObject(value)) {
    into.push(value);
    for (const key of [
      '@graph',
      'mainEntity',
      'mainEntityOfPage',
      'hasPart',
      'itemListElement',
      'liveBlogUpdate',
    ]) {
      if (key === '@graph' || (key === 'mainEntity' && isObject(value[key])))
        collect(value[key], into, depth + 1);
    }
  }
}

/** Pages print line breaks inside strings, comment marks around the block, and commas before a bracket. */
function parseLenient(text: string): unknown {
  const bare = text
    .replace(/^\s*(?:<!--|\/\*\s*<!\[CDATA\[\s*\*\/|\/\/\s*<!\[CDATA\[|<!\[CDATA\[)/, '')
    .replace(/(?:-->|\/\*\s*\]\]>\s*\*\/|\/\/\s*\]\]>|\]\]>)\s*;?\s*$/, '');
  // Most blocks are sound: a broken one is mended and tried again, and one that stays broken is not counted as a source.
  return parsed(bare) ?? parsed(mended(bare));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The plain fields of a block that is broken beyond mending. */
function salvaged(text: string): JsonObject | null {
  const type = /"@type"\s*:\s*"(\w*(?:Article|Posting|Report))"/.exec(text)?.[1];
  if (!type) return null;
  const object: Record<string, unknown> = { '@type': type };
  for (const key of ['headline', 'datePublished', 'dateModified', 'url', 'articleSection', 'inLanguage']) {
    const value = new RegExp(`"${key}"\\s*:\\s*"((?:[^"\\\\\\n]|\\\\.){1,300})"`).exec(text)?.[1];
    if (value) object[key] = value.replace(/\\(.)/g, '$1');
  }
  const author = /"author"\s*:\s*\[?\s*\{[^{}]{0,200}?"name"\s*:\s*"([^"\n]{1,100})"/.exec(text)?.[1];
  if (author) object.author = author;
  return object;
}

function mended(text: string): string {
  return text
    .replace(/\p{Cc}+/gu, ' ')
    .replace(/,(\s*[}\]])/g, '$1')
    .replace(/\\(?!["\\/bfnrtu])/g, '\\\\')
    .replace(/;\s*$/, '');
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function typesOf(object: JsonObject): string[] {
  const type = object['@type'];
  const names = Array.isArray(type) ? type : [type];
  return names
    .filter((name) => typeof name === 'string')
    .map((name) => name.replace(/^https?:\/\/schema\.org\//, ''));
}

/** The text of a value: itself, its `name`, `@value` or the first of a list. */
export function stringOf(value: unknown): string | null {
  if (typeof value === 'string') return value.trim() || null;
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.length > 0 ? stringOf(value[0]) : null;
  if (isObject(value)) return stringOf(value.name ?? value['@value'] ?? value['@id'] ?? null);
  return null;
}

const articleType = /(?:Article|Posting|Report|Review|Recipe|Blog|Opinion|Analysis|ClaimReview)$/;

/** True for the types that describe one article, not the site, its publisher or a list. */
export function isArticleType(object: JsonObject): boolean {
  return typesOf(object).some((name) => articleType.test(name) && name !== 'Blog');
}

/**
 * The object that describes this page's article: the one whose address is the page's, else the fullest.
 *
 * @param addresses the page's own addresses, without fragment
 */
export function articleObject(
  objects: readonly JsonObject[],
  addresses: readonly string[],
): JsonObject | null {
  const articles = objects.filter(isArticleType);
  const own = new Set(addresses.map(pathOf));
  let best: JsonObject | null = null;
  let bestScore = -1;
  for (const article of articles) {
    const urls = [article.url, article['@id'], article.mainEntityOfPage].map(addressOf);
    let score = urls.some((url) => url !== null && own.has(pathOf(url))) ? 8 : 0;
    for (const key of ['headline', 'datePublished', 'author', 'articleBody']) if (article[key]) score += 1;
    if (score > bestScore) {
      best = article;
      bestScore = score;
    }
  }
  if (best) return best;
  return (
    objects.find(
      (object) =>
        typesOf(object).some((name) => /^(?:WebPage|ItemPage|VideoObject|AboutPage)$/.test(name)) &&
        object.datePublished !== undefined,
    ) ?? null
  );
}

function addressOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return isObject(value) ? stringOf(value['@id'] ?? value.url ?? null) : null;
}

function pathOf(url: string): string {
  return url
    .replace(/^https?:\/\/(?:www\.|m\.|amp\.)?/, '')
    .replace(/[?#].*$/, '')
    .replace(/\/$/, '');
}
