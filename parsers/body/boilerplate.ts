/** Lines that stand inside an article's text and are no part of it, by what they say; whole lines only. */
const lines: readonly RegExp[] = [
  /^[(（【[]?\s*(?:责任编辑|責任編輯|责编|编辑|編輯|校对|审核|监制|来源|來源|原标题|稿源|文章来源|本文来源)\s*[:：]/,
  /^(?:advertisement|advertising|anzeige|werbung|publicidad|publicité|pubblicità|reklama?|реклама|annonse|annonce|annons|広告|광고|ad|sponsored|story continues below advertisement|article continues (?:below|after) (?:this )?ad(?:vertisement)?|advertisement - scroll to continue|continue reading below)\.?:?$/i,
  /^(?:share|share this|share this (?:article|story|post|page)|share on \w+|teilen|compartir|partager|condividi|del|dela|paylaş|поделиться|分享到?|シェア(?:する)?|공유|tweet|print|email|facebook|twitter|whatsapp|pinterest|linkedin|telegram|copy link|save|bookmark|follow us|like this)\s*[:：]?$/i,
  /^(?:loading|please wait|wird geladen|cargando|chargement)\s*(?:…|\.{2,3})?$/i,
  /^(?:read more|see also|also read|more|mehr zum thema|lesen sie auch|lire aussi|lees ook|leer más|leggi anche|les også|läs också|читайте также|相关阅读|관련기사|related|recommended|don't miss|watch|more on this)\s*[:：]?$/i,
  /^(?:©|\(c\)|copyright|all rights reserved|版权所有|版權所有|著作権|무단 ?전재|저작권자|ⓒ).{0,200}$/i,
  /^(?:getty images|ap photo|reuters|afp|imago|dpa|epa|shutterstock|istock|alamy|foto|photo|image|bild|picture|video|fotos?|credit|quelle)(?:\s*[:/©].{0,80})?$/i,
  /^(?:tags?|topics?|themen|schlagworte?|etiquetas|mots[- ]clés|keywords|filed under|标签|關鍵字|关键词)\s*[:：]/i,
  /^(?:sign up|subscribe|subscribe now|log ?in|register|jetzt abonnieren|newsletter|join the conversation|comments?|leave a (?:comment|reply)|kommentare?|view comments|show comments|load more|show more|expand|close|menu|search|back to top|nach oben|zum seitenanfang|zurück|next|previous|prev)\s*$/i,
  /^(?:上一篇|下一篇|上一条|下一条|前一篇|后一篇|返回|打印|关闭|收藏|字号|扫一扫|分享到|点击查看更多|展开全文|阅读全文|阅读原文)/,
  /^[^\p{L}\p{N}]+$/u,
];

export function isBoilerplate(text: string): boolean {
  return text.length <= 240 && lines.some((pattern) => pattern.test(text));
}
