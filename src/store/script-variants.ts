import { Converter } from 'opencc-js';

type Convert = (text: string) => string;
type Converters = {
  fromJapanese: Convert;
  simplified: Convert;
  traditional: Convert;
  local: readonly Convert[];
};
let made: Converters | null = null;

/** The tables are OpenCC's. They are read when they are first needed, which takes a tenth of a second. */
function converters(): Converters {
  made ??= {
    fromJapanese: Converter({ from: 'jp', to: 't' }),
    simplified: Converter({ from: 't', to: 'cn' }),
    traditional: Converter({ from: 'cn', to: 't' }),
    local: [
      Converter({ from: 't', to: 'tw' }),
      Converter({ from: 't', to: 'hk' }),
      Converter({ from: 't', to: 'jp' }),
    ],
  };
  return made;
}

/** A text as it is, then in simplified, traditional, Taiwan, Hong Kong and Japanese characters; each once. */
export function scriptVariants(text: string): string[] {
  const { fromJapanese, simplified, traditional, local } = converters();
  const simple = simplified(fromJapanese(text));
  const full = traditional(simple);
  return [...new Set([text, simple, full, ...local.map((convert) => convert(full))])];
}
