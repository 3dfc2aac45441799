/** Words with which an editor opens what was added or put right later, in the languages of the samples. */
const words = [
  ...[
    'updated?',
    'correct(?:ion|ed)',
    'clarification',
    "editor['’]s note",
    'aktualisier(?:t|ung)',
    'korrektur',
  ],
  ...[
    'mise à jour',
    'rectificati(?:f|on)',
    'actuali[sz]a(?:do|ción|ção|cao)',
    'atualiza(?:do|ção)',
    'corrección',
  ],
  ...[
    'correção',
    'aggiorna(?:to|mento)',
    'bijgewerkt',
    'rectificatie',
    'uppdater(?:ad|ing)',
    'opdater(?:et|ing)',
  ],
  ...[
    'güncelle(?:me|ndi)',
    'обновлен[оие]',
    'исправлен[оие]',
    'оновлено',
    '更新',
    '更正',
    '訂正',
    '追記',
    '정정',
  ],
  ...['수정', 'تحديث', 'تصحيح'],
];
/** What may stand before such a word. */
const opening = '\\s*[("„«-';
const mark = new RegExp(`[${opening}]*(?:${words.join('|')})(?!\\p{L})`, 'iuy');
const isOpening = new RegExp(`[${opening}]`, 'u');
const openings = new Set(
  Array.from({ length: 0x10000 }, (_, code) => code).filter((code) =>
    isOpening.test(String.fromCharCode(code)),
  ),
);

/** Of two letters, in either case. */
const pair = (text: string, at: number) =>
  ((text.charCodeAt(at) | 32) << 16) | (text.charCodeAt(at + 1) | 32);
/** How a mark begins: nearly no paragraph does, and for those the words need not be tried. */
const beginnings = new Set(words.map((word) => pair(word, 0)));

const most = 99;

/** How many paragraphs say of themselves that they are an update or a correction. At most 99. */
export function revisionMarks(body: string): number {
  let count = 0;
  let start = 0;
  while (count < most) {
    if (mayBegin(body, start)) {
      mark.lastIndex = start;
      if (mark.test(body)) count++;
    }
    const end = body.indexOf('\n', start);
    if (end < 0) break;
    start = end + 1;
  }
  return count;
}

function mayBegin(body: string, start: number): boolean {
  let at = start;
  while (openings.has(body.charCodeAt(at))) at++;
  return beginnings.has(pair(body, at));
}
