import { wideCharacters } from './script-of.ts';

/** Frequent short words by language (ISO 639-1). A text is of the language whose words it uses most. */
const words: Readonly<Record<string, string>> = {
  en: 'the of and to in that is was for it with as his on be at by had not are but from or have an they which one were all we her she there been their has would what will said',
  de: 'der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über',
  fr: 'de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec ont cette mais été aux ses leur',
  es: 'de la que el en y los del se las por un para con no una su al lo como más pero sus le ha este sí porque esta entre cuando muy sin sobre también',
  it: 'di che è e la il un a per in una mi sono ho non si del della le con i da al ha più anche nel come alla gli dei delle ma questo',
  pt: 'de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu sua ou ser quando muito há',
  nl: 'de van een het en in is dat op te zijn voor met die niet aan er om ook als dan maar bij nog uit door naar heeft hij ze werd wordt over',
  da: 'og i at det er en til på som af for de med den der ikke har et var om han men sig fra vi også efter blev kan blevet være ved hvor',
  no: 'og i det er på som en til av for at med de ikke den har et om var men han seg fra vi også etter ble kan blitt være ved hvor jeg sier',
  sv: 'och i att det som en på är av för med den till inte har de ett om han men var sig från vi så efter blev kan vid också där jag säger',
  is: 'og í að er á það sem til við um en hann var ekki fyrir með af hefur þess því þeir voru frá hún eru eða einnig þetta sé',
  fi: 'ja on ei se että hän oli ovat mutta kuin myös joka sen ole olla mukaan kun niin vain sitä jos ollut nyt jo',
  pl: 'w i na z do nie się to że jest o od po jak za co przez dla był jego tym ale są także oraz który może tego było',
  cs: 'a v se na je že o s z do to i ve za jako pro by k od po který jsou ale při také byl podle jeho už nebo má jen',
  sk: 'a v sa na je že o s z do to aj za ako pre by k od po ktorý sú ale pri tiež bol podľa jeho už alebo má len',
  hu: 'a az és hogy nem is egy volt meg van azt csak de ez már mint ki még el ha volt vagy szerint után amely',
  ro: 'de şi și în a la cu pe care din nu un o este pentru că mai au fost sau ce prin se va dar după fi am',
  tr: 've bir bu da de için ile çok olarak daha olan gibi sonra kadar ne en var ise ancak dedi göre ki o diye olduğu',
  hr: 'je i u da se na za su od s koji će o to kao bi ne iz što nije biti kako ali ili samo te bio još',
  sl: 'je in v na se za da so ki z pa s o ne po tudi kot od bi bo še ali pri iz je bil lahko',
  sq: 'të e në dhe për një me se që nga është ka si nuk do më janë ishte ai por kjo edhe',
  lt: 'ir kad į yra su tai kaip bet iš jis ne buvo už apie dėl tik po jau nuo',
  lv: 'un ir ka no uz ar par tas kā arī lai bet tika pēc gan nav jau pie',
  et: 'ja on ei et see ta oli kui ka mis aga oma või siis ning kes nii ole pole',
  ca: 'de la i que el en a els les un per amb del no una és al ha va més dels com però aquest són també',
  vi: 'và của là có không được các cho một những với người trong đã này để khi từ đến cũng ra vào tại ông về như',
  id: 'yang dan di dengan untuk ini dari dalam itu tidak akan pada juga ke karena ada oleh bisa kata sudah mereka tersebut saat kami',
  ms: 'yang dan di dengan untuk ini dari dalam itu tidak akan pada juga ke kerana ada oleh boleh kata telah mereka beliau berkata ialah',
  tl: 'ang ng sa na mga ay at si ni ito para hindi may kung nang din naman ako siya niya',
  af: 'die van en in is het dat nie te n vir met op sy wat aan om ook as was hy maar deur by word hulle',
  sw: 'ya na wa kwa ni katika la za kuwa cha hiyo huo yake lakini pia kama baada watu',
  zu: 'ukuthi uma futhi kanye ngoba kodwa abantu le lo la ngesikhathi kusho uthe bathi njengoba nje khona kule yakhe ukuze ngemuva noma kakhulu bonke uzobe',
  xh: 'ukuba kwaye xa kunye kodwa abantu ngokuba uthi apho ngexesha le lo la oku kuba nto zonke bonke emva okanye njengoko kakhulu wathi kule ngenxa esi phantsi',
  ru: 'и в не на что с по как это он из за к для от его но был при было также до все или а уже о году который после того у',
  uk: 'і в не на що з за та до як це від для про його але під був також було після які який у року й із буде є',
  bg: 'на и да в за се от е с не по са че как до това при като след беше във които но ще',
  sr: 'је и у да се на за су од са који о то као не из што није ће али или',
  ar: 'في من على أن إلى التي عن مع هذا هذه الذي كان بعد ما لا ذلك قال خلال وقد كما',
  fa: 'و در به از که این را با است برای آن یک تا خود بر می شد هم کرد بود شده',
  hi: 'के में की है और से का को पर ने कि एक यह भी नहीं हो कर इस था लिए',
  bn: 'ও এই করে থেকে না হয়েছে একটি তার জন্য হয় করা এবং কথা তিনি বলেন',
  ur: 'کے میں کی ہے اور سے کا کو پر نے کہ ایک یہ بھی نہیں',
  el: 'και το να του η της με που για την από στο είναι οι των τα θα στην δεν τον',
  he: 'של את על לא הוא זה עם כי גם אבל היא או אני יש היה כל',
};

const languages = Object.keys(words);
/** Word → numbers of the languages that use it. */
const languagesOf = new Map<string, number[]>();
languages.forEach((language, number) => {
  for (const word of new Set((words[language] ?? '').split(' '))) {
    const known = languagesOf.get(word);
    if (known) known.push(number);
    else languagesOf.set(word, [number]);
  }
});

const maxLetters = 2_500;

export type HeardLanguage = {
  language: string;
  /** 0–1: how far it stands before the next. */
  clarity: number;
  /** The next, where the text speaks it nearly as much. */
  second: string | null;
};

/** A second language so near is one that the text speaks too. */
const nearSecond = 0.3;

/** The language of a text; null where it is too short to tell. */
export function detectLanguage(text: string): HeardLanguage | null {
  const sample = text.slice(0, maxLetters);
  const byScript = scriptLanguage(sample);
  if (byScript) return { ...byScript, second: null };
  const scores = new Float64Array(languages.length);
  const heard: number[] = [];
  let count = 0;
  for (const word of sample.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? []) {
    count++;
    const users = languagesOf.get(word);
    if (!users) continue;
    for (const number of users) {
      const before = scores[number] ?? 0;
      if (before === 0) heard.push(number);
      // A word that many languages share tells less.
      scores[number] = before + 1 / users.length + 0.2;
    }
  }
  const score = (number: number | undefined) => (number === undefined ? 0 : (scores[number] ?? 0));
  const [first, second] = heard.sort((a, b) => score(b) - score(a));
  const language = first === undefined ? undefined : languages[first];
  if (language === undefined || count < 8 || score(first) / count < 0.04) return null;
  const clarity = 1 - score(second) / score(first);
  const next = second === undefined ? undefined : languages[second];
  return { language, clarity, second: clarity < nearSecond ? (next ?? null) : null };
}

/** So much of a text in one script leaves no room for another language. */
const clearShare = 0.7;

/** Scripts that one language writes. */
function scriptLanguage(text: string): { language: string; clarity: number } | null {
  if (!/[\u0370-\u1dff\u2c00-\ud7ff\uf900-\ufaff]/.test(text)) return null;
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  if (letters < 8) return null;
  const share = (pattern: RegExp) => (text.match(pattern)?.length ?? 0) / letters;
  const wide = wideCharacters(text) / letters;
  const clarity = (part: number) => (part >= clearShare ? 1 : part);
  if (wide > 0.3) {
    const language = share(/[\u3041-\u30ff]/g) > 0.06 ? 'ja' : share(/[\uac00-\ud7af]/g) > 0.2 ? 'ko' : 'zh';
    return { language, clarity: clarity(wide) };
  }
  const single: readonly (readonly [RegExp, string])[] = [
    [/\p{Script=Thai}/gu, 'th'],
    [/\p{Script=Greek}/gu, 'el'],
    [/\p{Script=Hebrew}/gu, 'he'],
    [/\p{Script=Georgian}/gu, 'ka'],
    [/\p{Script=Armenian}/gu, 'hy'],
    [/\p{Script=Bengali}/gu, 'bn'],
    [/\p{Script=Gujarati}/gu, 'gu'],
    [/\p{Script=Tamil}/gu, 'ta'],
    [/\p{Script=Telugu}/gu, 'te'],
    [/\p{Script=Kannada}/gu, 'kn'],
    [/\p{Script=Malayalam}/gu, 'ml'],
    [/\p{Script=Gurmukhi}/gu, 'pa'],
    [/\p{Script=Sinhala}/gu, 'si'],
    [/\p{Script=Myanmar}/gu, 'my'],
    [/\p{Script=Khmer}/gu, 'km'],
    [/\p{Script=Lao}/gu, 'lo'],
    [/\p{Script=Ethiopic}/gu, 'am'],
  ];
  if (!/[\u0370-\u1dff\u2c00-\ud7ff]/.test(text)) return null;
  for (const [pattern, language] of single) {
    const part = share(pattern);
    if (part > 0.5) return { language, clarity: clarity(part) };
  }
  return null;
}
