/** Hours from UTC of the zone names that news pages print; names that mean several zones are left out. */
const offsets: Readonly<Record<string, string>> = {
  Z: 'Z',
  UTC: 'Z',
  GMT: 'Z',
  WET: 'Z',
  BST: '+01:00',
  CET: '+01:00',
  MEZ: '+01:00',
  CEST: '+02:00',
  MESZ: '+02:00',
  EET: '+02:00',
  SAST: '+02:00',
  EEST: '+03:00',
  MSK: '+03:00',
  МСК: '+03:00',
  EAT: '+03:00',
  PKT: '+05:00',
  WIB: '+07:00',
  SGT: '+08:00',
  HKT: '+08:00',
  JST: '+09:00',
  KST: '+09:00',
  AEST: '+10:00',
  AEDT: '+11:00',
  NZST: '+12:00',
  NZDT: '+13:00',
  EST: '-05:00',
  EDT: '-04:00',
  CDT: '-05:00',
  MST: '-07:00',
  MDT: '-06:00',
  PST: '-08:00',
  PDT: '-07:00',
  AKST: '-09:00',
  HST: '-10:00',
};

/** Names of several zones (Central or China Standard Time): printed, and no zone is claimed. */
const ambiguous: ReadonlySet<string> = new Set(['CST', 'IST', 'AST', 'AMT', 'WST']);

/** A zone that stands straight after a time; `iso` is the offset to write, empty where the name means several. */
export function readZone(text: string): { iso: string; name: string | null; length: number } | null {
  const offset = /^\s?\(?(?:UTC|GMT)?\s?([+-])(\d{1,2}):?(\d{2})?(?!\d)\)?/.exec(text);
  if (offset && Number(offset[2]) <= 14) {
    const iso = `${offset[1]}${(offset[2] ?? '').padStart(2, '0')}:${offset[3] ?? '00'}`;
    return {
      iso: iso === '+00:00' ? 'Z' : iso,
      name: iso === '+00:00' ? 'Z' : iso,
      length: offset[0].length,
    };
  }
  const named = /^\s?\(?([A-ZМСК]{1,4})\)?(?![\p{L}])/u.exec(text);
  const iso = named ? offsets[named[1] ?? ''] : undefined;
  if (named && ambiguous.has(named[1] ?? '')) return { iso: '', name: null, length: named[0].length };
  return named && iso ? { iso, name: iso, length: named[0].length } : null;
}
