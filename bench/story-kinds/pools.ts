import type { Random } from '../stories-texts.ts';
import { between, oneOf } from './kinds.ts';

// Small pools on purpose: two texts of one template often name the same town, firm or person.
const pools = {
  town: 'Ashford,Brookvale,Carden,Dunmore,Elmsworth,Farnley,Glenrock,Harwick,Ironbridge,Kelso,Langport,Marbury,Northam,Oakley,Penrith,Quincy,Ridgeway,Stanton,Thornbury,Upton,Velden,Westbrook,Yarm,Zell'.split(
    ',',
  ),
  person:
    'Ann Becker,Tom Hale,Maria Lopez,Igor Petrov,Jane Whitlock,Paul Meyer,Nina Rossi,Omar Haddad,Lucy Chen,David Okoye,Erik Lund,Sara Novak,Peter Doyle,Grace Kim,Hugo Blanc,Rita Costa'.split(
      ',',
    ),
  firm: 'Altona Foods,Brightwell Energy,Corvex Bank,Delmar Steel,Everpeak Software,Fennimore Pharma,Granite Rail,Helios Motors,Juniper Retail,Kestrel Air,Lumen Paper,Montrose Insurance'.split(
    ',',
  ),
  day: 'Monday,Tuesday,Wednesday,Thursday,Friday,Saturday,Sunday'.split(','),
  month: 'January,February,March,April,May,June,July,August,September,October,November,December'.split(','),
  sky: 'sunny,cloudy,rainy,foggy,windy,clear,stormy,mixed'.split(','),
  topic: 'love,work,money,health,family,travel,friendship,patience,luck,home'.split(','),
  sign: 'Aries,Taurus,Gemini,Cancer,Leo,Virgo,Libra,Scorpio,Sagittarius,Capricorn,Aquarius,Pisces'.split(','),
  zhTown: '青河,白石,南岭,东川,西湾,北原,云台,龙泉,清溪,长桥'.split(','),
  jaTown: '川崎,青葉,松山,高崎,長野,浜田,大津,三島,石川,小樽'.split(','),
  koTown: '청주,강릉,전주,목포,포항,속초,원주,제천,남해,여수'.split(','),
} as const;

export type Draw = { [K in keyof typeof pools]: () => string } & {
  n: (low: number, high: number) => number;
  of: <T>(...list: T[]) => T;
};

export function draw(next: Random): Draw {
  const drawn = Object.fromEntries(
    Object.entries(pools).map(([key, list]) => [key, () => oneOf<string>(list, next)]),
  );
  return {
    ...(drawn as { [K in keyof typeof pools]: () => string }),
    n: (low, high) => between(low, high, next),
    of: (...list) => oneOf(list, next),
  };
}
