const shapes = [
  // /2023/12/04/…, /2023-12-04-…, /2023_12_04
  /(?:^|[/_.-])((?:19|20)\d{2})[/_.-](0?[1-9]|1[0-2])[/_.-](0?[1-9]|[12]\d|3[01])(?!\d)/,
  // /20231204/…, /n20231204.html
  /(?:^|[^\d])((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)/,
  // /2023/1204/…, /2023-12/04/…, /202312/04/…
  /(?:^|[^\d])((?:19|20)\d{2})[/-]?(0[1-9]|1[0-2])\/?(0[1-9]|[12]\d|3[01])(?!\d)/,
];
const month = /(?:^|\/)((?:19|20)\d{2})[/-]?(0[1-9]|1[0-2])(?=\/)/;

/** The date that an address carries in its path, to the day or to the month: "/2023/12/04/x.html" → "2023-12-04". */
export function urlDate(url: string): { raw: string; iso: string } | null {
  if (!URL.canParse(url)) return null;
  const path = new URL(url).pathname;
  for (const shape of shapes) {
    const [raw, year, at, day] = shape.exec(path) ?? [];
    if (raw && year && at && day && isDay(year, at, day)) {
      return {
        raw: trimmed(raw),
        iso: `${year}-${at.padStart(2, '0')}-${day.padStart(2, '0')}`,
      };
    }
  }
  const [raw, year, at] = month.exec(path) ?? [];
  return raw && year && at ? { raw: trimmed(raw), iso: `${year}-${at}` } : null;
}

const trimmed = (raw: string) => raw.replace(/^\D|\D$/g, '');

function isDay(year: string, month: string, day: string): boolean {
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}
