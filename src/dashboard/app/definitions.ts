/** What each number and word of the dashboard means; shown on hover, by keyboard, and on a page of its own. */
export const definitions = {
  articles: 'Pages with an article that we hold. Each address counts once, copies included.',
  'new-articles': 'Articles that we saw for the first time in this stretch of time (UTC).',
  stories:
    'Groups of articles that carry the same text, wholly or in part. An article without a copy is a story too.',
  'new-stories': 'Stories of which we had seen no article before this stretch of time.',
  copies: 'Articles of one story that we hold, the original among them.',
  'copied-share':
    'Share of the articles that are a copy, an excerpt or a revision of an article on another site. The rest is original or unique.',
  sites: 'Hosts with an article in question.',
  'active-sites': 'Sites with at least one article first seen in this stretch of time.',
  'sites-took-up': 'Sites on which an article of this story was first seen in this stretch of time.',
  'late-dates':
    'Articles whose text stood elsewhere well before the date that they claim: their verdict is “late”.',
  'late-share':
    'Articles with the verdict “late” among those whose claimed date could be judged. Articles without a verdict are left out.',
  change: 'Against the stretch of the same length just before. “new” stands where there was nothing before.',
  verdict:
    'Whether the claimed date fits the evidence: consistent, late (the text stood elsewhere well before), backdated (claimed before the evidence allows), unknown (too little evidence).',
  relation:
    'How an article stands to the others of its story: original (the earliest by the evidence), copy, excerpt (a part of the text), revision (an updated text), unique (no other has it).',
  'claimed-date': 'The date that the page itself prints or declares. It is evidence, not truth.',
  'first-seen': 'When we fetched the page for the first time (UTC). The page may be older.',
  'last-seen': 'When we last found the page in place (UTC).',
  lag: 'Days from the best evidence of when the story appeared to the date that this article claims. Positive: claimed after; negative: claimed before.',
  'median-lag':
    'The middle of the lags of all articles with a claimed date: half of them lag less, half more. Without one it is unknown, not zero.',
  'earliest-evidence':
    'The earliest date that holds for any article of the story, with where it comes from. It is the best that we hold, not the truth.',
  confidence: 'How sure we are, from 0 to 100 %, by how many independent signs agree.',
  'field-confidence': 'How sure the parser is of the value, from 0 to 100 %.',
  originality: 'Share of the site’s articles that are no copy, excerpt or revision of another site’s.',
  exclusives: 'Articles whose story no other site that we collect tells.',
  'shared-stories': 'Stories that both sites told in this stretch of time.',
  'original-on': 'Of the shared stories, those of which this site has the original by the evidence.',
  'edge-weight':
    'How strongly the reasons together speak for one hand behind both sites, from 0 to 1: 1 − (1 − w₁)(1 − w₂)… over the weights of the reasons.',
  'reason-weight':
    'How far this one sign speaks for one hand behind both sites, from 0 to 1. An estimate of ours.',
  operation:
    'Sites that are joined by edges of weight 0.5 or more: probably one operation. A finding to be checked, not a proof.',
  copied: 'Share of the words of the consensus text that this article has.',
  consensus: 'The text that the articles of the story have in common, taken word by word from the majority.',
  dropped: 'Words of the consensus text that this article lacks.',
  added: 'Words in whole blocks that only this article has.',
  injected: 'Words put into the middle of sentences; brand names mostly.',
  respelt: 'Words that both have, spelt otherwise here.',
  'old-dropped': 'Words of the older text that the newer one lacks.',
  'old-added': 'Words that only the newer text has.',
  reactions:
    'The count as the page printed it at that visit. Where the page gave none, the line has a gap: missing is not zero.',
  views:
    'The view counter as the page printed it at that visit. Where the page gave none, the line has a gap.',
  'list-position':
    'Place in a list of the site, 1 at the top. Seen on the pages that we fetched; no point: not listed there, or not looked at.',
  'list-length': 'Links of this list on the page, as we last fetched it.',
  visits: 'How often we fetched the page and found a new state of it.',
  share: 'Matching articles first seen in a stretch, as a share of all articles first seen in it.',
  'first-teller':
    'Of the stories in common, those of which we saw an article of this query first. Stories seen at the same time count for neither.',
  lead: 'How long after the first query a story in common was first seen in the second: the middle of all. Negative: the second was earlier.',
  matches: 'Articles that fit the query.',
  'matching-stories': 'Stories with at least one article that fits the query.',
  alert:
    'What a saved search tells of by itself: new matches, many more of them than usual, or a story that reaches many sites. Each is told once.',
  addresses: 'Every address ever seen has exactly one outcome. This counts addresses.',
  outcome:
    'What became of an address: stored, unchanged, http-error, timeout and so on. Each has its reason.',
  'url-rule':
    'What an address has to pass on its way into the feed, in this order: passes, stops, or unknown where it cannot be told now. The first that stops decides.',
  depth: 'Links that were followed from the nearest address at which a crawl began.',
  'link-position': 'Its place among all links of the page that named it, from 1 at the top.',
  'url-visits':
    'How often this address was fetched by schedule or by hand, and how often that brought something new.',
  revision: 'Which state of the article this is: 1 as first seen, one more for each change of its content.',
  seq: 'The number of the change in the feed. Followers read on from it.',
  'delivery-attempts': 'How often the message was sent to the webhook so far.',
  health:
    'How a site does: learning (too few pages were seen), well, doubt (pages are held for a doubt that may pass), new (something is new, nothing suffers), changed (fields suffer, pages are held).',
  drift:
    'A change of a site’s pages, a new layout mostly, that was found by what is read of them. It waits for a person.',
  'held-pages':
    'Pages in quarantine: kept from the store and the feed until a doubt has passed or a person has decided.',
  'pages-seen': 'Pages of the site whose fields were compared with what is usual for it.',
  alarms:
    'Schedules that do not do what they should: overdue (30 minutes past their time), outage (three visits without a page), freshness (a goal is missed by more than 10 of 100), site-file (a file that cannot be used).',
  'found-in-time':
    'New articles of the last seven days that were found within the time of the goal (10 minutes where there is none), counting as late whatever part of the gap between two visits is. Of several lists the worst.',
  promised: 'The share found in time that the plan of visits promises; none without a goal.',
  'late-minutes': 'Of 100 new articles of the last seven days, 95 were found within so many minutes.',
  'expected-articles': 'New articles a day of this list, as learned of it.',
  'dead-letters': 'Jobs that failed for good, after all their tries, and wait for a person.',
  failure:
    'What a job failed of: transient (store or queue away, full disk), host (the portal or the way to it), page (this page, and it will again), ours (a defect of Wellspring).',
  attempts: 'How often the job was tried before it was given up.',
  'failed-runs': 'Runs of the last seven days whose crawl failed for good.',
  'jobs-waiting': 'Jobs that nobody works on yet, those due later included.',
  'jobs-running': 'Jobs that a worker has in hand now.',
  'jobs-done': 'Jobs that ended well, as long as the queue remembers them.',
  requests: 'Requests for pages, lists, feeds and sitemaps; tries again and robots.txt are not counted.',
  'run-articles': 'New articles that the run found within one link of the addresses it began at.',
  'host-requests': 'Requests to this host as the process that asked last counted them.',
  gap: 'At least so long lies between the starts of two requests to this host, over all workers together.',
  'kept-gap': 'The shortest gap that really was kept; none before the second request.',
  'probable-origin':
    'Who most probably published the story first: the most complete text, held against dates, links, credits and the order in which we saw the copies. An agency that several sites credit is named, and lowers the confidence.',
  descent:
    'The article that it most probably has its text from: the one with which it shares changes that the original lacks.',
} as const satisfies Record<string, string>;

export type Term = keyof typeof definitions;

export const isTerm = (text: string): text is Term => Object.hasOwn(definitions, text);
