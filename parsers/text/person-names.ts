import { isAgency } from './is-agency.ts';

/** Words before a name: "By", "Von", "Text:". */
const before =
  /^(?:authors? of the (?:article|story|post)|(?:written|filed|posted|published|reported|text|story|words|reporting|article|authored|analysis|opinion|review|created|submitted|interview|column|photos?)\s+by|(?:gespeichert|geschrieben|verfasst|veröffentlicht|erstellt|rezept|text|ein(?:e|en)? \p{L}+|interview|kolumne|analyse|kommentar|gastbeitrag|bericht)\s+von|by|von|vom|par|por|di|da|van|door|av|af|af:|eftir|text|texte|testo|texto|autor(?:in|en)?|auteurs?|autore|autores|authors?|author|redaktion|interview|foto|fotos|from|od|autorzy?|skrifar|автор(?:ы)?|текст|作者|记者|記者|كتبت|كتب|بقلم|文|文\/|編集|編集部|글|기자)(?:\s*[:：]\s*|\s+)/iu;
const roles =
  /^(?:(?:chief|senior|junior|staff|political|sports?|news|deputy|executive|managing|associate|contributing|assistant|foreign|business|science|health|technology|tech|crime|court|education|environment|economics|global|world|us|uk|national|local|digital|special|freelance|guest|lead|data|investigative|diplomatic|royal|entertainment|showbiz|travel|audience|social|media|money|consumer|features?|property|political)\s+)*(?:editors?|reporters?|correspondents?|writers?|journalist(?:in)?|columnist|contributor|producer|staff|editor-in-chief|redakteur(?:in)?|korrespondent(?:in)?|autor(?:in)?|volont[äa]r(?:in)?|reporter(?:in)?|chefredakteur(?:in)?|ressortleiter(?:in)?|journaliste|rédacteur|rédactrice|redactora?|periodista|corresponsal|giornalista|muhabir|editör|journalist|fotograf)\b/i;
/** Those who write for a house, without a name: the page says so where it names somebody. */
const office =
  /^(?:the )?(?:(?:editorial|news) )?(?:staff(?: reports?)?|(?:\p{L}+[- ])?redaktion|newsroom|news ?desk|redacción|redacao|redação|redazione|rédaction|la rédaction|redactie|redakcja|редакция|编辑部|編集部)$/iu;

const noName =
  /^(?:(?:von|vom|by|par|por|di|da|van|door|av|af|text|texto|autor(?:in)?|author|beitrag|folgen|zitieren|redaktion:|mehr|follow|gespeichert|verfasst|guest|with|agencies|anonymous|gast|startseite|home|news|bookmark|print|save|listen|pub ?med|google scholar|of the article)$|©|(?:zum )?profil (?:von|de|of)\b|(?:geschrieben|verfasst|veröffentlicht|gespeichert|erstellt|rezept|published|posted|written|submitted|recipe) (?:von|by|am|on)$|(?:zuerst|first|originally) (?:veröffentlicht|published)|(?:powered|developed|designed|hosted|sponsored|presented) by\b|search for\b|\d+ (?:min|minutes?|hours?|days?|std|stunden?)\b|zum antworten|antworten|published|updated|posted|read more|share|follow|min(?:ute)?s?|comments?|subscribe|photo|image|advertisement|home|contact|about|email|e-mail|twitter|facebook|view|views|all posts|more|search|login|null|undefined|none|unknown|n\/a|author|admin user|see all|view all posts|view profile|profile|website|bio|staff)\b/i;

/** What a byline holds beyond this is no name. */
const maxByline = 600;
/** Longer is no name but a sentence. */
const maxName = 70;

/** The names in a printed or machine-written byline, in order, without the words around them. */
export function personNames(text: string): string[] {
  const names: string[] = [];
  const bare = withoutDate(text.slice(0, maxByline))
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/\s*[(（<][^)）>]*[)）>]\s*/g, ' ')
    .replace(/\S+@\S+\.\w+/g, ' ')
    .replace(/(^|\s)@\w+/g, ' ')
    .replace(/https?:\/\/\S+/g, ' ')
    .trim();
  for (const part of bare.split(
    /\s*(?:[;|/·•\n、]|,(?!\s*(?:Jr|Sr|MD|PhD|M\.D|Ph\.D|Esq|II|III)\b)|\s&\s|\s+(?:and|und|et|y|og|och|en|mit|with)\s+)\s*/u,
  )) {
    for (const one of twoNames(part)) {
      // "Staff and news services", "Redaktion"; behind a name it tells what somebody does: "Jane Doe, staff".
      const name = names.length === 0 && isOffice(one) ? one.trim() : nameOf(one);
      if (name && !names.includes(name)) names.push(name);
    }
  }
  return names;
}

/** True for the house's own writers where no name stands: "Staff", "Redaktion". */
export function isOffice(text: string): boolean {
  return office.test(text.trim());
}

/** "Ana Dias e Luís Reis" → both; a name of one word beside the "e" is the end of a surname: "Artur da Costa e Silva". */
function twoNames(part: string): string[] {
  const names = part.trim().split(/\s+(?:e|ed|i|oraz|и|And|AND)\s+/u);
  return names.length > 1 && names.every((name) => /^\p{L}\S*\s+.*\p{Lu}/u.test(name)) ? names : [part];
}

/** "von Anna Berg am 24. Juli 2017", "Jane Doe on August 3" */
function withoutDate(text: string): string {
  return text.replace(
    /\s+(?:am|on|le|el|il|den|·|\|)\s+(?:\p{L}+,?\s+)?(?:\d{1,2}[.\s]|\p{Lu}\p{L}+ \d{1,2}\b).*$/u,
    '',
  );
}

function nameOf(part: string): string | null {
  let name = part.trim();
  for (let i = 0; i < 2; i++) name = name.replace(before, '').trim();
  name = name
    .replace(/^[\s\-–—:：,.]+|[\s\-–—:：,]+$/g, '')
    .replace(/(?:\s?(?:記者|记者|기자|特派員))$/u, '');
  // "Jane Doe for the Harbor Post"
  const forHouse = /^(.+?)\s+(?:[Ff]or|FOR)\s+(?:(?:[Tt]he|THE)\s+)?\p{Lu}.*$/u.exec(name)?.[1];
  if (forHouse && looksLikeName(forHouse)) name = forHouse;
  if (name.length < 2 || name.length > maxName || !/\p{L}/u.test(name)) return null;
  if (noName.test(name) || roles.test(name) || /\d{3}|[!?{}=]|\.(?:com|html|php)\//.test(name)) return null;
  return name.split(' ').length > 6 ? null : name;
}

const roleAtEnd =
  /\b(?:writers?|reporters?|editors?|correspondents?|journalists?|columnists?|contributors?|producers?|directors?|photographers?|analysts?|redakteur(?:in)?|korrespondent(?:in)?|autor(?:in)?|reporter(?:in)?)$/i;

/**
 * Of the pieces of one printed byline those that are people or agencies, where one of them surely is a person: beside a
 * name stand roles, places, buttons and sections.
 */
export function peopleAmong(names: readonly string[]): string[] {
  const isPerson = (name: string) => isFullName(name) && !roleAtEnd.test(name);
  return names.some(isPerson) ? names.filter((name) => isPerson(name) || isAgency(name)) : [...names];
}

/** "Ada Marsh, HP Sports Writer": what somebody is stands beside the name. */
export function withoutRoles(names: readonly string[]): string[] {
  const people = names.filter((name) => !(name.includes(' ') && roleAtEnd.test(name)));
  return people.some(isFullName) ? people : [...names];
}

/** A first and a last name, or the two to four characters of a Korean or Chinese one. */
function isFullName(name: string): boolean {
  return looksLikeName(name) || /^(?:\p{Script=Han}{2,4}|\p{Script=Hangul}{3})$/u.test(name);
}

const noFirstName =
  /^(?:Im|Am|Zum|Zur|Vom|Beim|Die|Der|Ein|Eine|Alle|Mehr|The|Our|Your|This|All|How|Why|What|When)\s/;

/** Two to four words that all begin with a capital, and nothing else: a line that is a person's name. */
export function looksLikeName(text: string): boolean {
  if (text.length < 5 || text.length > 45 || noFirstName.test(text)) return false;
  return /^\p{Lu}[\p{L}.'’-]+(?: (?:(?:de|da|di|van|von|der|den|la|le|el|al|bin|v\.) )*\p{Lu}[\p{L}.'’-]*){1,3}$/u.test(
    text,
  );
}
