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

/**
 * The scheme that most of a site's addresses follow, in each way in which it can be read: where a number never changes (a
 * category, say), several splits come to one sum, and only other sites tell which of them is meant. The plainest first;
 * none where there are too few addresses, or none has a number.
 */
export function urlSchemes(urls: readonly string[]): UrlScheme[] {
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
  if (!most || most[1].length < fewestUrls) return [];
  const [shape, rows] = most;
  const found = checksums(rows);
  if (found.length === 0) return [{ shape, checksum: null }];
  return found.map(({ split, sum }) => ({
    shape: split > 0 ? shape.replace(/#(?!.*#)/, `##${split}`) : shape,
    checksum: sum,
  }));
}

/** Each way of splitting the last run of digits under which all sums are one; each sum once. */
function checksums(rows: readonly (readonly string[])[]): { split: number; sum: number }[] {
  const found = new Map<number, number>();
  for (const split of splits) {
    const numbers = rows.map((row) => parts(row, split));
    const sums = new Set(numbers.map((list) => list.reduce((sum, number) => sum + number, 0)));
    const [sum] = sums;
    // One number that never changes, or two of which only one does, would have an equal sum for no reason.
    if (sums.size === 1 && sum !== undefined && !found.has(sum) && varying(numbers) >= 2)
      found.set(sum, split);
  }
  return [...found].map(([sum, split]) => ({ split, sum }));
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
