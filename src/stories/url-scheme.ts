/** How a site builds the addresses of its articles. */
export type UrlScheme = {
  /** Numbers as "#" with their length where it is fixed, single letters as "?": "/news/#?#-5.html". */
  shape: string;
  /**
   * A sum that the numbers of every address come to, where there is one: nobody builds such addresses by chance, so
   * sites that share it were probably set up by one hand. Null: none was found.
   */
  checksum: number | null;
};

/** With fewer addresses a sum may be equal by chance. */
const fewestUrls = 5;
/** More would not change the answer. */
const mostUrls = 200;
/** A run of digits may hold two numbers side by side; the second then has one of these lengths. */
const splits = [0, 3, 4, 5, 6, 7, 8];

/** The scheme that most of a site's addresses follow; null where there are too few, or none has a number. */
export function urlScheme(urls: readonly string[]): UrlScheme | null {
  const byShape = new Map<string, string[][]>();
  for (const url of [...new Set(urls)].sort().slice(0, mostUrls)) {
    const path = URL.canParse(url) ? new URL(url).pathname : '';
    const name = path.slice(path.lastIndexOf('/', path.length - 2) + 1);
    const numbers = name.match(/\d+/g);
    if (!numbers) continue;
    const shape =
      path.replace(/[^/]*\/?$/, '').replace(/\d+/g, '#') +
      name.replace(/\d+/g, '#').replace(/(?<![a-z])[a-z](?=#)|(?<=#)[a-z](?![a-z])/gi, '?');
    byShape.set(shape, [...(byShape.get(shape) ?? []), numbers]);
  }
  const [most] = [...byShape].sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1));
  if (!most || most[1].length < fewestUrls) return null;
  const [shape, rows] = most;
  const found = checksum(rows);
  return {
    shape: found && found.split > 0 ? shape.replace(/#(?!.*#)/, `##${found.split}`) : shape,
    checksum: found?.sum ?? null,
  };
}

/** Tries each way of splitting the last run of digits, until all sums are one. */
function checksum(rows: readonly (readonly string[])[]): { split: number; sum: number } | null {
  for (const split of splits) {
    const numbers = rows.map((row) => parts(row, split));
    const sums = new Set(numbers.map((list) => list.reduce((sum, number) => sum + number, 0)));
    const [sum] = sums;
    // One number that never changes, or two of which only one does, would have an equal sum for no reason.
    if (sums.size === 1 && sum !== undefined && varying(numbers) >= 2) return { split, sum };
  }
  return null;
}

function parts(row: readonly string[], split: number): number[] {
  const last = row.at(-1) ?? '';
  if (split === 0 || last.length <= split) return row.map(Number);
  return [...row.slice(0, -1), last.slice(0, -split), last.slice(-split)].map(Number);
}

/** How many places hold at least three different numbers. */
function varying(rows: readonly (readonly number[])[]): number {
  const places = Math.max(...rows.map((row) => row.length));
  let count = 0;
  for (let place = 0; place < places; place++) {
    if (new Set(rows.map((row) => row[place])).size >= 3) count++;
  }
  return count;
}
