import { describe, expect, it } from 'vitest';
import { personNames } from '../../../parsers/text/person-names.ts';

describe('personNames', () => {
  const cases: [string, string[]][] = [
    ['By Ines Halloran', ['Ines Halloran']],
    ['Von Anna Berg und Uwe Klein', ['Anna Berg', 'Uwe Klein']],
    ['Jane Doe, Political Editor', ['Jane Doe']],
    ['Jane Doe (jane@example.org)', ['Jane Doe']],
    ['Ana Díaz, Luis Gil y Eva Sanz', ['Ana Díaz', 'Luis Gil', 'Eva Sanz']],
    ['大渡 美咲', ['大渡 美咲']],
    ['Por Jandira Falcão e Breno Cardoso', ['Jandira Falcão', 'Breno Cardoso']],
    ['Jandira Falcão et Breno Cardoso', ['Jandira Falcão', 'Breno Cardoso']],
    ['Artur da Costa e Silva', ['Artur da Costa e Silva']],
    ['Martin Luther King, Jr.', ['Martin Luther King, Jr.']],
    ['Published 12:30', []],
    ['von', []],
  ];
  for (const [text, names] of cases) it(`reads ${text}`, () => expect(personNames(text)).toEqual(names));
});
