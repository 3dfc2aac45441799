/** Words with which an editor opens what was added or put right later, in the languages of the samples. */
const mark =
  /[\s*[("„«-]*(?:updated?|correct(?:ion|ed)|clarification|editor['’]s note|aktualisier(?:t|ung)|korrektur|mise à jour|rectificati(?:f|on)|actuali[sz]a(?:do|ción|ção|cao)|atualiza(?:do|ção)|corrección|correção|aggiorna(?:to|mento)|bijgewerkt|rectificatie|uppdater(?:ad|ing)|opdater(?:et|ing)|güncelle(?:me|ndi)|обновлен[оие]|исправлен[оие]|оновлено|更新|更正|訂正|追記|정정|수정|تحديث|تصحيح)(?!\p{L})/iuy;

const most = 99;

/** How many paragraphs say of themselves that they are an update or a correction. At most 99. */
export function revisionMarks(body: string): number {
  let count = 0;
  let start = 0;
  while (count < most) {
    mark.lastIndex = start;
    if (mark.test(body)) count++;
    const end = body.indexOf('\n', start);
    if (end < 0) break;
    start = end + 1;
  }
  return count;
}
