const han = /[\u3400-\u9fff\uf900-\ufaff]/g;
const kana = /[\u3041-\u30ff]/g;
const hangul = /[\uac00-\ud7af]/g;

/** How many characters stand for whole words or syllables: such text says more with fewer characters. */
export function wideCharacters(text: string): number {
  return count(text, han) + count(text, kana) + count(text, hangul);
}

/** Length in units that compare over scripts: one Han, kana or Hangul character is as much as three letters. */
export function textWeight(text: string): number {
  return hasWide.test(text) ? text.length + 2 * wideCharacters(text) : text.length;
}

const hasWide = /[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7af]/;

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
