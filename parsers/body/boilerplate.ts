/** Lines that stand inside an article's text and are no part of it, by what they say. Short lines only. */
const lines: readonly RegExp[] = [
  /^[(（【[]?\s*(?:责任编辑|責任編輯|责编|编辑|編輯|校对|审核|监制|来源|來源|原标题|稿源|文章来源|本文来源)\s*[:：]/,
  /^(?:advertisement|advertising|anzeige|werbung|publicidad|publicité|pubblicità|reklama?|реклама|annonse|annonce|annons|広告|광고|ad|sponsored|story continues below.*|article continues .*|advertisement - scroll to continue|continue reading below)\.?:?$/i,
  /^(?:share|share this|share this (?:article|story|post|page)|share on \w+|teilen|artikel teilen|compartir|partager|condividi|del|dela|paylaş|поделиться|分享到?|シェア(?:する)?|공유|tweet|print|email|facebook|twitter|whatsapp|pinterest|linkedin|telegram|copy link|save|bookmark|follow us|like this|link kopieren|merken|drucken|vorlesen|embed|autoplay)\s*[:：]?$/i,
  /^(?:loading|please wait|wird geladen|cargando|chargement|scroll down to load comments)\b.{0,20}$/i,
  /^(?:read more|see also|also read|more|mehr zum thema|lesen sie auch|lest auch|lire aussi|à lire aussi|lees ook|leer más|leggi anche|les også|läs också|читайте также|相关阅读|관련기사|related|recommended|don't miss|watch|more on this|explore further|you may also like.*|something to consider)\s*[:：]?$/i,
  /^(?:©|\(c\)|copyright|all rights reserved|this (?:document|material|content) is subject to copyright|版权所有|版權所有|著作権|무단 ?전재|저작권자|ⓒ).{0,200}$/i,
  /^(?:getty images|ap photo|reuters|afp|imago|dpa|epa|shutterstock|istock|alamy|foto|photo|image|bild|picture|video|fotos?|credit|quelle|caption)(?:\s*[:/©].{0,80})?$/i,
  /^(?:image|photo|picture|bild|foto)\s*(?:copyright|credit|source|by|caption)\b.{0,80}$/i,
  /^(?:tags?|topics?|themen|schlagworte?|etiquetas|mots[- ]clés|keywords|filed under|标签|關鍵字|关键词)\s*[:：]/i,
  /^(?:sign up|subscribe|subscribe now|log ?in|register|jetzt abonnieren|newsletter|join the conversation|comments?|leave a (?:comment|reply)|kommentare?|view comments|show comments|load more|show more|expand|close|menu|search|back to top|nach oben|zum seitenanfang|zurück|next|previous|prev|schließen|fermer|cerrar)\s*$/i,
  /^(?:上一篇|下一篇|上一条|下一条|前一篇|后一篇|扫一扫|分享到|点击查看更多|展开全文|阅读全文|阅读原文)/,
  // A button's word alone or with a count: a paragraph may begin with the same letters ("收藏家…", "返回家乡…").
  /^(?:返回|打印|列印|关闭|關閉|收藏|字号|字號|点赞|點讚|举报|檢舉|纠错)(?:本[页頁文]|此[页頁文]|列表|首[页頁]|[顶頂]部|窗口|[\s:：(（[【|/\d].{0,60})?$/,
  /^(?:\(?(?:additional )?reporting by .{3,200}|.{3,120} contributed to this (?:report|story|article)\.?|editing by .{3,150}|our standards:.*)$/i,
  /^(?:empfohlener (?:redaktioneller|externer) inhalt|an dieser stelle find(?:en|est) (?:sie|du) (?:einen )?(?:externen?|von).*|ich bin (?:damit )?einverstanden, dass.*|personenbezogene daten können an.*|(?:sie|du) (?:können|kannst) (?:ihn|sie|es) (?:sich|dir)? ?mit einem klick.*|ein klick für den datenschutz.*|externen inhalt (?:erlauben|aktivieren|anzeigen).*|.{0,20}-inhalte? (?:erlauben|anzeigen|aktivieren)|um (?:diesen|den) (?:inhalt|beitrag).{0,200}(?:zustimm|einwillig|akzeptier).*|deine privatsphäre-einstellungen.*|link zum .{2,20}-inhalt)$/i,
  /^(?:(?:subscribe|sign up|register|join us|get (?:the|our|your)|don't miss|follow us|follow|like this story|download|click here|become a (?:member|subscriber)|support (?:us|our)|want more)\b.{0,160}(?:newsletters?|inbox|whatsapp|telegram|facebook|instagram|twitter|account|email|app|today|free|stories|daily|friend)\b.{0,80})$/i,
  /^(?:you have been successfully subscribed|there was a problem|please (?:enter|check|try)|thank you for subscribing|we(?:'|’)ve sent|this content is reserved for subscribers|subscribe to (?:read|continue|unlock)|article réservé aux abonnés|il vous reste .{0,10}% de cet article|lecture du .{2,30} en cours|jetzt weiterlesen|weiterlesen mit|already a subscriber).{0,200}$/i,
  // The wall that stands before the rest of a text.
  /^(?:(?:this|the) (?:article|story|content|post) is (?:only |exclusively )?(?:reserved for|available to|exclusive to|for) (?:our )?(?:paying )?(?:subscribers|members)|(?:subscribe|become a (?:member|subscriber)|sign in|log in|register) to (?:read|continue|unlock|access)|(?:continue reading|to (?:continue|keep) reading)|already (?:a subscriber|a member|have an account|subscribed)|dieser (?:artikel|inhalt|beitrag) ist (?:nur |exklusiv )?für (?:unsere )?(?:abonnent|mitglieder)|(?:sie|du) (?:sind|bist|haben|hast) bereits (?:abonnent|ein abo|registriert)|cet (?:article|contenu) est réservé|déjà abonné|este (?:contenido|artículo|conteúdo|artigo) es? (?:exclusivo|solo) para (?:suscriptores|assinantes)|¿ya (?:eres|es) suscriptor|contenuto riservato agli abbonati|dit artikel is (?:alleen|exclusief) voor abonnees|статья доступна только подписчикам|本文(?:为|為)(?:付费|付費|会员|會員)|この記事は(?:有料)?会員|(?:ここから先|この続き)は(?:有料)?会員|유료 ?(?:회원|구독자) ?전용).{0,200}$/i,
  /^(?:hat ihnen (?:dieser|der) artikel gefallen|wie hat ihnen|unterstützen sie|folgen sie uns|folgst du|abonnieren sie|melden sie sich|hier (?:geht es|können sie)|jetzt (?:testen|abonnieren|registrieren)|haben sie (?:einen fehler|eine)).{0,200}$/i,
  /^https?:\/\/\S+$/,
  // The articles before and after this one.
  /^(?:(?:previous|prev|next|older|newer)(?: (?:article|post|story|page|news))?|(?:vorheriger|nächster|voriger) (?:artikel|beitrag)|article (?:précédent|suivant)|(?:artículo|artigo|post) (?:anterior|siguiente|seguinte)|articolo (?:precedente|successivo)|(?:vorig|volgend) artikel|предыдущ(?:ая|ий)(?: (?:статья|новость|материал))?|следующ(?:ая|ий)(?: (?:статья|новость|материал))?|上一則|下一則|上一頁|下一頁|前の記事|次の記事|이전 ?글|다음 ?글|이전 ?기사|다음 ?기사)\s*[:：»›→].{0,200}(?<![.。])$/i,
  // The house takes no responsibility. What it says of advice in the text itself ("views of experts") may be the text's.
  /^[(（【[]?\s*(?:general |legal )?disclaimer\s*[:：].*\b(?:collected|reproduced|reprint|republished|third[- ]part|internet|removed?|removal|infring|original author|this (?:site|website)'?s? position)/i,
  /^[(（【[]?\s*(?:免责声明|免責聲明|免責事項|特别声明|特別聲明|郑重声明|鄭重聲明|本站声明|本網聲明|版权声明|版權聲明|haftungsausschluss|avertissement|aviso legal|descargo de responsabilidad|isenção de responsabilidade|отказ от ответственности|면책 ?조항)[】\]]?\s*[:：].{4,}$/i,
  /^[(（【[]?\s*(?:声明|聲明|温馨提示|注意?)[】\]]?\s*[:：].{0,80}(?:本站|本网|本網|转载|轉載|侵权|侵權|网络收集|投资建议|投資建議|删除)/,
  /^\d{1,2}:\d{2}(?:\d:\d{2})?$/,
  /^\d+ of \d+$/i,
  /^[^\p{L}\p{N}]+$/u,
];

/** A link to another article, put between the paragraphs: "Read more: …". */
const crossLink =
  /^(?:read (?:more|also|next)|also read|see also|related(?: (?:post|story|article)s?)?|more|watch|lesen sie (?:auch|hier|mehr)|lest auch|mehr (?:dazu|zum thema)|auch interessant|lire (?:aussi|plus)|à lire (?:aussi|également)|lees ook|lee también|leer más|te puede interesar|leggi anche|leia (?:também|mais)|les også|læs også|läs (?:mer|också)|читайте также|смотрите также|baca juga|xem thêm|funda olunye udaba.{0,10}|关联阅读|相关阅读|延伸阅读)\s*[:|：>–—-]/i;

/** A photo's credit at the end of its caption: "(Image: GETTY)", "Foto: Anna Berg". */
const creditAtEnd =
  /(?:[(（[](?:image|photo|picture|pic|foto|bild|credit|copyright|ảnh)s?\s*(?:credit|by|courtesy)?\s*[:：/©].{1,60}[)）\]]|(?:getty images|imago\s?\/\s?\S.{0,40}|\/ ?(?:afp|dpa|reuters|epa|ap))[)\s]*)$/i;

const maxLine = 300;
/** What a weblog says below an entry: where it is filed, and how to follow the answers. */
const weblogFoot =
  /\b(?:filed under|abgelegt unter|classé dans|archivado en|archiviato in)\b.{0,300}\bRSS 2\.0\b/i;
const maxFoot = 800;

export function isBoilerplate(text: string): boolean {
  if (text.length < maxFoot && text.includes('RSS') && weblogFoot.test(text)) return true;
  if (text.length > maxLine) return false;
  return crossLink.test(text) || creditAtEnd.test(text) || lines.some((pattern) => pattern.test(text));
}
