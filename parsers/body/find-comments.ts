import type { Box } from '../survey/page-survey.ts';
import { zone } from '../survey/zones.ts';
import type { WeighedBlock } from './weigh-blocks.ts';

/** Headings of what readers wrote: "34 Comments", "Kommentare (12)", "Leave a reply". */
const heading =
  /^(?:\d[\d.,]*\s+)?(?:(?:reader |user |latest |all )?comments?|responses?|replies|discussion|(?:leser|alle )?kommentare?|ergänzungen|(?:les |vos )?commentaires?|réactions?|comentarios?|comentários?|commenti|reacties|kommentarer|kommentit|komentarze|komentáře|komentari|hozzászólások|yorumlar|комментарии|коментарі|коментари|التعليقات|تعليقات|תגובות|(?:网友|全部|最新)?评论|(?:網友)?評論|(?:みんなの)?コメント|댓글)(?:\s*[:：]?\s*[(（]?\s*\d[\d.,]*\s*[)）]?)?\s*[:：]?$/iu;
const invitation =
  /^(?:(?:leave|post|add|write) (?:a|your) (?:reply|comment)|join the (?:conversation|discussion)|(?:schreibe?|hinterlasse?) (?:einen?|deinen) kommentar|laisse[rz] un commentaire|deja (?:un comentario|una respuesta)|deixe (?:um|seu) comentário|lascia un commento|(?:geef een|laat een) reactie|skriv en kommentar|kirjoita kommentti|dodaj komentarz|bir yorum|добавить комментарий|发表评论|發表評論|コメントを(?:残す|書く)|댓글 ?(?:쓰기|남기기))(?!\p{L})/iu;
/** "34 responses to “…”" stands in a heading's place, whatever its tag. */
const answers =
  /^\d[\d.,]*\s+(?:responses?|comments?|replies|thoughts?|kommentare?|antworten|gedanken)\s+(?:to|on|zu)\s/iu;

const maxHeading = 120;
/** So much of the text stands before its comments. */
const minBefore = 400;
const minParagraphs = 2;

/** Where the comments of readers begin: all that follows is no part of the article. Null where none are found. */
export function findComments(weighed: readonly WeighedBlock[], titleBox: Box | null): number | null {
  let before = 0;
  let paragraphs = 0;
  for (let i = titleBox?.end ?? 0; i < weighed.length; i++) {
    const item = weighed[i];
    if (!item) break;
    const { block, prose, beside, weight } = item;
    if (prose && !beside) {
      before += weight;
      paragraphs++;
    }
    if (before < minBefore || paragraphs < minParagraphs || block.text.length > maxHeading) continue;
    const isHeading = (block.zones & zone.heading) !== 0;
    if (isHeading ? heading.test(block.text) || invitation.test(block.text) : answers.test(block.text))
      return i;
  }
  return null;
}
