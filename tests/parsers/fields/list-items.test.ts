import { expect, it } from 'vitest';
import { readListItems } from '../../../parsers/fields/list-items.ts';
import { documentOf } from '../document-of.ts';

const listOf = (texts: readonly string[]) =>
  documentOf(
    `<ul>${texts.map((text, i) => `<li><a href="https://house-${i}.example/a">${text}</a></li>`).join('')}</ul>`,
  );

it('takes headlines for entries of a list, and no addresses that are printed as they are', () => {
  const headlines = [
    'The clock stands still',
    'The quay is closed until spring',
    'Tables of the tides are out',
  ];
  expect(readListItems(listOf(headlines), () => false).items.map(({ text }) => text)).toEqual(headlines);
  const addresses = [
    'http://clocks.example/philosophy/free.html',
    'https://quay.example/closed/until',
    'www.tides.example/tables',
  ];
  expect(readListItems(listOf(addresses), () => false).items).toEqual([]);
});
