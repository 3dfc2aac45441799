import { createRequire } from 'node:module';

type Convert = (text: string) => string;
type Converters = {
  fromJapanese: Convert;
  simplified: Convert;
  traditional: Convert;
  local: readonly Convert[];
};
let made: Converters | null = null;
const load = createRequire(import.meta.url);

/** The tables are OpenCC's. They are read when they are first needed, which takes a tenth of a second and 8 MB. */
function converters(): Converters {
  made ??= readConverters();
  return made;
}

function readConverters(): Converters {
  const { Converter } = load('opencc-js') as typeof import('opencc-js');
  return {
    fromJapanese: Converter({ from: 'jp', to: 't' }),
    simplified: Converter({ from: 't', to: 'cn' }),
    traditional: Converter({ from: 'cn', to: 't' }),
    local: [
      Converter({ from: 't', to: 'tw' }),
      Converter({ from: 't', to: 'hk' }),
      Converter({ from: 't', to: 'jp' }),
    ],
  };
}

/** A text as it is, then in simplified, traditional, Taiwan, Hong Kong and Japanese characters; each once. */
export function scriptVariants(text: string): string[] {
  const { fromJapanese, simplified, traditional, local } = converters();
  const simple = simplified(fromJapanese(text));
  const full = traditional(simple);
  return [...new Set([text, simple, full, ...local.map((convert) => convert(full))])];
}
