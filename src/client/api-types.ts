// Made from the OpenAPI description by tests/src/api/openapi-stability.test.ts; do not edit it by hand.

/**
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "ChangeEvent".
 */
export type ChangeEvent =
  | {
      seq: number;
      at: string;
      id: string;
      revision: number;
      type: 'article.created';
      data: PublicArticle;
    }
  | {
      seq: number;
      at: string;
      id: string;
      revision: number;
      type: 'article.updated';
      data: PublicArticle;
    }
  | {
      seq: number;
      at: string;
      id: string;
      revision: number;
      type: 'article.removed';
      data: {
        url: string;
        reason: string;
      };
    }
  | {
      seq: number;
      at: string;
      id: string;
      revision: number;
      type: 'story.changed';
      data: Story;
    }
  | {
      seq: number;
      at: string;
      id: string;
      revision: number;
      type: 'story.merged';
      data: {
        into: string;
      };
    };

/**
 * Every operation: what it is asked, and what it answers.
 */
export interface Api {
  'GET /healthz': {
    answer: {
      status: 'ok';
      version: string;
    };
  };
  'GET /readyz': {
    answer: {
      status: 'ok';
      version: string;
    };
  };
  'GET /metrics': {
    answer: string;
  };
  'GET /v1/articles': {
    query?: {
      q?: string;
      limit?: number;
      cursor?: string;
      sort?: 'relevance' | 'newest' | 'oldest';
      collapse?: 'true' | 'false';
    };
    answer: {
      articles: {
        kind: 'article' | 'list' | 'other';
        url: string;
        canonicalUrl: string;
        site: string;
        siteName: string | null;
        title: string | null;
        titleWithSuffix: string | null;
        authors: string[];
        category: string | null;
        breadcrumb: {
          text: string;
          url: string | null;
        }[];
        claimedDate: {
          raw: string;
          iso: string | null;
          precision: 'month' | 'day' | 'hour' | 'minute' | 'second';
          zone: string | null;
        } | null;
        modifiedDate: {
          raw: string;
          iso: string | null;
          precision: 'month' | 'day' | 'hour' | 'minute' | 'second';
          zone: string | null;
        } | null;
        paragraphs: string[];
        body: string;
        language: string | null;
        dateline: string | null;
        wireCredit: string | null;
        source: string | null;
        reactions: {
          label: string;
          count: number | null;
          atLeast: boolean;
        }[];
        views: number | null;
        links: {
          block: 'related' | 'ranking' | 'recommendation' | 'navigation' | 'inline';
          position: number;
          text: string;
          url: string;
        }[];
        items: {
          text: string;
          url: string;
          date: string | null;
          summary: string | null;
        }[];
        paging: {
          page: number;
          pages: number | null;
          urls: string[];
          next: string | null;
          prev: string | null;
        } | null;
        needsBrowser: boolean;
        template: string;
        parserVersion: string;
        id: string;
        revision: number;
        firstSeenAt: string;
        lastSeenAt: string;
        storyId: string;
        relation: 'original' | 'copy' | 'excerpt' | 'revision' | 'unique';
        dateEvidence: {
          kind:
            | 'claimed'
            | 'json-ld'
            | 'open-graph'
            | 'url'
            | 'feed'
            | 'sitemap'
            | 'last-modified'
            | 'first-seen'
            | 'text'
            | 'story';
          raw: string;
          iso: string | null;
          zone: string | null;
        }[];
        dateVerdict: 'consistent' | 'late' | 'backdated' | 'unknown';
        dateReasons: string[];
        lagDays: number | null;
        snapshot: {
          file: string;
          offsetBytes: number;
        } | null;
        outcome:
          | 'queued'
          | 'stored'
          | 'unchanged'
          | 'duplicate'
          | 'not-article'
          | 'robots'
          | 'out-of-scope'
          | 'budget'
          | 'not-due'
          | 'refused-address'
          | 'too-large'
          | 'http-error'
          | 'timeout'
          | 'parse-refused'
          | 'quarantined'
          | 'dead-letter'
          | 'removed';
        /**
         * Members of its story, itself included
         */
        copies: number;
        /**
         * Pieces of the text; the words found stand between U+E000 and U+E001
         */
        highlights: string[];
      }[];
      /**
       * The cursor of the next page; null: there are no more
       */
      next: string | null;
      /**
       * Articles that fit; stories, where collapse is true
       */
      total: number;
      /**
       * counted · projected from an even sample of what fits · a lower bound
       */
      totalIs: 'exact' | 'estimate' | 'at-least';
      /**
       * Relevance and collapse were judged among so many of the newest that fit; null: among all of them
       */
      among: number | null;
      /**
       * For a query with as-of:; its hits are by time, not by relevance
       */
      asOf: {
        /**
         * The state is that of the moment before it (UTC)
         */
        at: string;
        /**
         * False: the change feed no longer reaches so far back; articles are as it first knows them
         */
        exact: boolean;
      } | null;
    };
  };
  'GET /v1/facets': {
    query?: {
      q?: string;
    };
    answer: {
      /**
       * The share of the fitting articles that was counted; below 1 the counts are projections of it
       */
      sample: number;
      /**
       * Counted among so many of the newest that fit; null: all of them, or an even sample
       */
      among: number | null;
      site: {
        value: string;
        count: number;
        /**
         * What the newest article of the site calls it; of the 50 sites with the most
         */
        name: string | null;
      }[];
      language: {
        value: string;
        count: number;
      }[];
      verdict: {
        value: string;
        count: number;
      }[];
      relation: {
        value: string;
        count: number;
      }[];
      /**
       * Days of first sight, UTC
       */
      day: {
        value: string;
        count: number;
      }[];
    };
  };
  'GET /v1/articles/{id}': {
    params: {
      id: string;
    };
    answer: PublicArticle;
  };
  'GET /v1/articles/{id}/provenance': {
    params: {
      id: string;
    };
    answer: {
      provenance: Provenance[];
    };
  };
  'GET /v1/articles/{id}/revisions': {
    params: {
      id: string;
    };
    answer: {
      revisions: Revision[];
    };
  };
  'GET /v1/articles/{id}/observations': {
    params: {
      id: string;
    };
    answer: {
      observations: Observation[];
    };
  };
  'GET /v1/articles/{id}/placements': {
    params: {
      id: string;
    };
    answer: {
      /**
       * In order of time. No entry: not listed, or not looked at
       */
      placements: {
        at: string;
        block: 'related' | 'ranking' | 'recommendation';
        /**
         * The best place, from 1, on any page fetched then
         */
        position: number;
        /**
         * Pages fetched then that had it in such a list
         */
        pages: number;
      }[];
    };
  };
  'GET /v1/articles/{id}/snapshot': {
    params: {
      id: string;
    };
    answer: string;
  };
  'GET /v1/articles/{id}/snapshot.html': {
    params: {
      id: string;
    };
    answer: string;
  };
  'GET /v1/articles/{id}/news-article': {
    params: {
      id: string;
    };
    answer: string;
  };
  'GET /v1/articles/{id}/ninjs': {
    params: {
      id: string;
    };
    answer: {
      /**
       * Names the item, not a page
       */
      uri: string;
      type: 'text';
      representationType: 'full' | 'partial';
      /**
       * Raised when the text changed
       */
      version: string;
      /**
       * When we first saw it
       */
      firstCreated: string;
      /**
       * When the text as it stands was first seen
       */
      versionCreated: string;
      /**
       * As the page claims, where it names its zone and the evidence does not object
       */
      contentCreated?: string;
      pubStatus: 'usable';
      language?: string;
      by?: string;
      /**
       * The dateline
       */
      located?: string;
      headlines?: {
        role?: string;
        contentType?: string;
        value: string;
      }[];
      bodies: {
        role?: string;
        contentType?: string;
        value: string;
        charCount: number;
        wordCount: number;
      }[];
      subjects?: {
        name: string;
      }[];
    };
  };
  'GET /v1/histogram': {
    query?: {
      q?: string;
      bucket?: string;
      zone?: string;
      from?: string;
      to?: string;
    };
    answer: {
      /**
       * As asked for
       */
      bucket: string;
      zone: string;
      /**
       * Articles of the query in all buckets
       */
      total: number;
      /**
       * All articles collected in that time
       */
      collected: number;
      /**
       * Of all articles collected in that time (0 … 1); null: none was collected
       */
      share: number | null;
      /**
       * The share of the fitting articles that was counted; below 1 the counts are projections of it
       */
      sample: number;
      buckets: {
        /**
         * ISO 8601 with the offset of the zone
         */
        start: string;
        /**
         * Where the next bucket starts
         */
        end: string;
        count: number;
        collected: number;
        /**
         * Of all articles collected in that time (0 … 1); null: none was collected
         */
        share: number | null;
      }[];
    };
  };
  'GET /v1/compare': {
    query: {
      a: string;
      b: string;
      bucket?: string;
      zone?: string;
      from?: string;
      to?: string;
    };
    answer: {
      bucket: string;
      zone: string;
      a: {
        q: string;
        articles: number;
        /**
         * The share of the fitting articles that was counted; below 1 the counts are projections of it
         */
        sample: number;
        /**
         * Stories told by the articles looked at
         */
        stories: number;
        /**
         * Stories are those of so many of the newest articles; null: of all of them
         */
        among: number | null;
        /**
         * The 100 with the most articles
         */
        sites: {
          value: string;
          count: number;
        }[];
        /**
         * The share of the fitting articles that was counted; below 1 the counts are projections of it
         */
        sitesSample: number;
        /**
         * Sites are those of so many of the newest articles; null: of all of them, or of an even sample
         */
        sitesAmong: number | null;
      };
      b: {
        q: string;
        articles: number;
        /**
         * The share of the fitting articles that was counted; below 1 the counts are projections of it
         */
        sample: number;
        /**
         * Stories told by the articles looked at
         */
        stories: number;
        /**
         * Stories are those of so many of the newest articles; null: of all of them
         */
        among: number | null;
        /**
         * The 100 with the most articles
         */
        sites: {
          value: string;
          count: number;
        }[];
        /**
         * The share of the fitting articles that was counted; below 1 the counts are projections of it
         */
        sitesSample: number;
        /**
         * Sites are those of so many of the newest articles; null: of all of them, or of an even sample
         */
        sitesAmong: number | null;
      };
      both: {
        /**
         * Articles that fit both queries
         */
        articles: number;
        /**
         * counted · projected from an even sample of what fits · a lower bound
         */
        articlesAre: 'exact' | 'estimate' | 'at-least';
        /**
         * Stories that both tell
         */
        stories: number;
        /**
         * Of these, stories first seen in an article of a
         */
        firstA: number;
        firstB: number;
        /**
         * First seen in one visit, or in one article that fits both
         */
        sameTime: number;
        /**
         * How long after a the story was first seen in b; negative: b was earlier; null: none is shared
         */
        medianLeadHours: number | null;
      };
      collected: number;
      buckets: {
        /**
         * ISO 8601 with the offset of the zone
         */
        start: string;
        /**
         * Where the next bucket starts
         */
        end: string;
        a: number;
        b: number;
        collected: number;
      }[];
    };
  };
  'GET /v1/cite': {
    query?: {
      q?: string;
    };
    answer: {
      /**
       * The query with its as-of:
       */
      q: string;
      /**
       * Of the page that shows it
       */
      address: string;
      api: string;
      total: number;
      /**
       * To put under a figure or into a footnote
       */
      text: string;
    };
  };
  'GET /v1/articles/{id}/revisions/{revision}/differences': {
    params: {
      id: string;
      revision: number;
    };
    answer: {
      articleId: string;
      copied: number;
      dropped: number;
      added: number;
      injected: number;
      respelt: number;
      /**
       * The text and what the story has beside it, in the order of reading
       */
      pieces: (
        | {
            kind: 'same' | 'dropped' | 'added' | 'injected';
            text: string;
            words: number;
          }
        | {
            kind: 'respelt';
            text: string;
            words: number;
            was: string;
          }
      )[];
    };
  };
  'GET /v1/stories': {
    query?: {
      limit?: number;
      cursor?: string;
      minCopies?: number;
    };
    answer: {
      stories: Story[];
      /**
       * The cursor of the next page; null: there are no more
       */
      next: string | null;
    };
  };
  'GET /v1/stories/{id}': {
    params: {
      id: string;
    };
    answer: {
      id: string;
      title: string | null;
      members: string[];
      sites: string[];
      earliest: {
        articleId: string;
        iso: string | null;
        kind: string;
        reason: string;
        confidence: number;
      };
      spread: {
        firstSeenAt: string;
        lastSeenAt: string;
        copies: number;
        sites: number;
        medianLagDays: number | null;
      };
      /**
       * The probable first publisher; null for a story of one member
       */
      origin: {
        articleId: string;
        site: string;
        confidence: number;
        /**
         * What speaks for it, then what speaks against it
         */
        reasons: string[];
        /**
         * The agency that members on several sites credit
         */
        agency: string | null;
      } | null;
      /**
       * Days on which something happened, in order
       */
      timeline: {
        /**
         * ISO 8601; a month or a year where a claim is no finer
         */
        day: string;
        /**
         * Members that we first saw on it, UTC
         */
        firstSeen: number;
        /**
         * Members that claim to be of it, in whatever zone
         */
        claimed: number;
      }[];
      /**
       * The first 500 members by first sight; all of them: /v1/articles?q=story:ID&sort=oldest
       */
      articles: {
        id: string;
        url: string;
        site: string;
        siteName: string | null;
        title: string | null;
        authors: string[];
        wireCredit: string | null;
        claimedDate: {
          raw: string;
          iso: string | null;
          precision: 'month' | 'day' | 'hour' | 'minute' | 'second';
          zone: string | null;
        } | null;
        dateVerdict: 'consistent' | 'late' | 'backdated' | 'unknown';
        lagDays: number | null;
        relation: 'original' | 'copy' | 'excerpt' | 'revision' | 'unique';
        firstSeenAt: string;
        lastSeenAt: string;
        /**
         * As the page has it: who copies often puts a text under another
         */
        category: string | null;
        dateReasons: string[];
        dateEvidence: {
          kind:
            | 'claimed'
            | 'json-ld'
            | 'open-graph'
            | 'url'
            | 'feed'
            | 'sitemap'
            | 'last-modified'
            | 'first-seen'
            | 'text'
            | 'story';
          raw: string;
          iso: string | null;
          zone: string | null;
        }[];
        /**
         * Words against the text that the members have in common; null: not compared (the first 60 members are)
         */
        difference: {
          /**
           * Share of the words of the consensus that it has (0 … 1)
           */
          copied: number;
          dropped: number;
          added: number;
          injected: number;
          respelt: number;
        } | null;
        descent: {
          /**
           * The article that it most probably has its text from; null: the original
           */
          from: string | null;
          reason: string;
          confidence: number;
        } | null;
      }[];
    };
  };
  'GET /v1/stories/{id}/differences/{article}': {
    params: {
      id: string;
      article: string;
    };
    answer: {
      articleId: string;
      copied: number;
      dropped: number;
      added: number;
      injected: number;
      respelt: number;
      /**
       * The text and what the story has beside it, in the order of reading
       */
      pieces: (
        | {
            kind: 'same' | 'dropped' | 'added' | 'injected';
            text: string;
            words: number;
          }
        | {
            kind: 'respelt';
            text: string;
            words: number;
            was: string;
          }
      )[];
    };
  };
  'POST /v1/stories/{id}/join': {
    params: {
      id: string;
    };
    body: {
      /**
       * Id of the other story, or of an article of it
       */
      other: string;
    };
    answer: Story;
  };
  'POST /v1/stories/{id}/part': {
    params: {
      id: string;
    };
    body: {
      /**
       * Id of one of its members
       */
      article: string;
    };
    answer: {
      rest: Story;
      parted: Story;
    };
  };
  'GET /v1/today': {
    query?: {
      hours?: number;
      to?: string;
    };
    answer: {
      /**
       * By first sight: from included, to excluded
       */
      window: {
        from: string;
        to: string;
      };
      counts: {
        /**
         * Articles first seen in the window
         */
        articles: number;
        /**
         * Stories that one of them belongs to
         */
        stories: number;
        /**
         * Stories of which nothing was seen before the window
         */
        newStories: number;
        /**
         * Sites that one of them stands on
         */
        sites: number;
        /**
         * Articles that are no copy, excerpt or revision of another's
         */
        own: number;
        /**
         * Articles whose text stood elsewhere well before the date that they claim
         */
        late: number;
      };
      /**
       * The same of the window before, of the same length
       */
      before: {
        /**
         * Articles first seen in the window
         */
        articles: number;
        /**
         * Stories that one of them belongs to
         */
        stories: number;
        /**
         * Stories of which nothing was seen before the window
         */
        newStories: number;
        /**
         * Sites that one of them stands on
         */
        sites: number;
        /**
         * Articles that are no copy, excerpt or revision of another's
         */
        own: number;
        /**
         * Articles whose text stood elsewhere well before the date that they claim
         */
        late: number;
      };
      step: 'hour' | 'day';
      /**
       * By hour or day (UTC), all sites together; those without an article are left out
       */
      volume: {
        at: string;
        articles: number;
        own: number;
      }[];
      /**
       * Stories that two sites or more took up, most sites first
       */
      spreading: {
        id: string;
        title: string | null;
        /**
         * Its articles first seen in the window
         */
        articles: number;
        /**
         * Sites that took it up in the window
         */
        sites: number;
        /**
         * Of these articles, those with the verdict late
         */
        late: number;
        /**
         * All its members, whenever they were seen
         */
        copies: number;
        /**
         * Its arrivals; hours without one are left out
         */
        hours: {
          /**
           * 2026-01-02T03, UTC
           */
          hour: string;
          articles: number;
        }[];
        earliest: {
          articleId: string;
          iso: string | null;
          kind: string;
          reason: string;
          confidence: number;
        };
        /**
         * Where the earliest evidence lies; null: that article is gone
         */
        origin: {
          site: string;
          siteName: string | null;
        } | null;
      }[];
      /**
       * Addresses that came to a bad end in the window, most first
       */
      troubles: {
        host: string;
        outcome: string;
        reason: string;
        urls: number;
        example: string;
        lastAt: string;
      }[];
      /**
       * Sites with new articles in the window before, and with none in this one
       */
      quiet: {
        site: string;
        siteName: string | null;
        before: number;
        lastSeenAt: string;
      }[];
    };
  };
  'GET /v1/sites/figures': {
    query?: {
      days?: number;
      to?: string;
    };
    answer: {
      /**
       * By first sight: from included, to excluded
       */
      window: {
        from: string;
        to: string;
      };
      /**
       * By name
       */
      sites: {
        site: string;
        /**
         * As its newest article names it
         */
        siteName: string | null;
        articles: number;
        /**
         * Articles that are no copy, excerpt or revision of another's
         */
        own: number;
        late: number;
        /**
         * Articles whose claimed date could be judged
         */
        judged: number;
        medianLagDays: number | null;
        /**
         * Articles whose story no other site tells
         */
        exclusives: number;
        firstSeenAt: string;
        lastSeenAt: string;
        /**
         * Days without an article are left out
         */
        days: {
          day: string;
          articles: number;
          own: number;
        }[];
      }[];
      overlap: {
        /**
         * The sites with the most articles
         */
        sites: string[];
        /**
         * Pairs that share nothing are left out
         */
        pairs: {
          a: string;
          b: string;
          /**
           * Stories that both told
           */
          shared: number;
          /**
           * Of these, those that `a` has the original of
           */
          originalsOfA: number;
          originalsOfB: number;
        }[];
      };
    };
  };
  'GET /v1/network': {
    query?: {
      q?: string;
    };
    answer: {
      /**
       * What the figures rest on: the newest articles of the query by first sight, 10,000 at most
       */
      window: {
        articles: number;
        /**
         * First sight of the oldest; null: there are none
         */
        from: string | null;
        to: string | null;
        /**
         * False: there are more articles, older than `from`, that were not looked at
         */
        complete: boolean;
      };
      sites: {
        site: string;
        /**
         * As its newest article names it
         */
        siteName: string | null;
        articles: number;
        /**
         * Articles that are no copy, excerpt or revision of another site’s
         */
        ownShare: number;
        /**
         * Characters in such articles
         */
        ownTextShare: number;
        medianLagDays: number | null;
        /**
         * Articles whose story no other site tells
         */
        exclusives: number;
        /**
         * Days (UTC) on which an article of it was first seen
         */
        days: number;
        exclusivesPerDay: number;
        urlScheme: {
          shape: string;
          checksum: number | null;
        } | null;
        /**
         * Accounts of analytics and advertising named in its archived pages
         */
        trackers: string[];
        /**
         * Equal for sites that are probably one operation
         */
        group: number;
      }[];
      /**
       * Never on one reason alone; the 2,000 heaviest
       */
      edges: {
        a: string;
        b: string;
        weight: number;
        sharedStories: number;
        reasons: {
          kind: string;
          text: string;
          weight: number;
        }[];
      }[];
      /**
       * Stories that two sites share, of the 60 sites with the most articles; a site with itself: its stories
       */
      overlap: {
        sites: string[];
        shared: number[][];
      };
    };
  };
  'GET /v1/sites': {
    answer: {
      sites: {
        site: string;
        articles: number;
        firstSeenAt: string;
        lastSeenAt: string;
      }[];
    };
  };
  'GET /v1/urls': {
    query?: {
      limit?: number;
      cursor?: string;
      host?: string;
      outcome?:
        | 'queued'
        | 'stored'
        | 'unchanged'
        | 'duplicate'
        | 'not-article'
        | 'robots'
        | 'out-of-scope'
        | 'budget'
        | 'not-due'
        | 'refused-address'
        | 'too-large'
        | 'http-error'
        | 'timeout'
        | 'parse-refused'
        | 'quarantined'
        | 'dead-letter'
        | 'removed';
      url?: string;
    };
    answer: {
      /**
       * In the order of their addresses
       */
      urls: UrlRecord[];
      /**
       * The cursor of the next page; null: there are no more
       */
      next: string | null;
      /**
       * How many of all URLs ever seen have each outcome, whatever was asked for
       */
      outcomes: {
        [k: string]: number;
      };
    };
  };
  'GET /v1/urls/biography': {
    query: {
      url: string;
    };
    answer: {
      url: string;
      asked: string;
      /**
       * The change feed tells of its article
       */
      inFeed: boolean;
      /**
       * Why it is in the feed or not, in one sentence
       */
      why: string;
      /**
       * The rules in the order in which they are met; the first that stops decides
       */
      checks: {
        rule: 'address' | 'site' | 'scope' | 'robots' | 'schedule' | 'discovery' | 'budget' | 'page' | 'feed';
        verdict: 'passes' | 'stops' | 'unknown';
        says: string;
      }[];
      /**
       * null: no crawl has met it
       */
      record: UrlRecord | null;
      /**
       * What was decided of it, one after the other; the last 40
       */
      decisions: {
        at: string;
        outcome:
          | 'queued'
          | 'stored'
          | 'unchanged'
          | 'duplicate'
          | 'not-article'
          | 'robots'
          | 'out-of-scope'
          | 'budget'
          | 'not-due'
          | 'refused-address'
          | 'too-large'
          | 'http-error'
          | 'timeout'
          | 'parse-refused'
          | 'quarantined'
          | 'dead-letter'
          | 'removed';
        reason: string;
        runId: string | null;
      }[];
      article: {
        id: string;
        title: string | null;
        revision: number;
        firstSeenAt: string;
        template: string;
        parserVersion: string;
        /**
         * The fields that the parsers are least sure of
         */
        weakest: {
          field: string;
          method: string;
          confidence: number;
        }[];
      } | null;
      story: {
        id: string;
        relation: 'original' | 'copy' | 'excerpt' | 'revision' | 'unique';
        members: number;
        sites: number;
      } | null;
      /**
       * Of its article in the feed, newest first; the last 20
       */
      changes: {
        seq: number;
        type: string;
        at: string;
        revision: number;
      }[];
      /**
       * Messages to webhooks about these changes
       */
      deliveries: {
        webhookId: string;
        id: string;
        seq: number | null;
        state: 'waiting' | 'delivered' | 'failed' | 'cancelled';
        attempts: number;
      }[];
    };
  };
  'GET /v1/urls/{url}': {
    params: {
      url: string;
    };
    answer: {
      url: string;
      asked: string;
      /**
       * The change feed tells of its article
       */
      inFeed: boolean;
      /**
       * Why it is in the feed or not, in one sentence
       */
      why: string;
      /**
       * The rules in the order in which they are met; the first that stops decides
       */
      checks: {
        rule: 'address' | 'site' | 'scope' | 'robots' | 'schedule' | 'discovery' | 'budget' | 'page' | 'feed';
        verdict: 'passes' | 'stops' | 'unknown';
        says: string;
      }[];
      /**
       * null: no crawl has met it
       */
      record: UrlRecord | null;
      /**
       * What was decided of it, one after the other; the last 40
       */
      decisions: {
        at: string;
        outcome:
          | 'queued'
          | 'stored'
          | 'unchanged'
          | 'duplicate'
          | 'not-article'
          | 'robots'
          | 'out-of-scope'
          | 'budget'
          | 'not-due'
          | 'refused-address'
          | 'too-large'
          | 'http-error'
          | 'timeout'
          | 'parse-refused'
          | 'quarantined'
          | 'dead-letter'
          | 'removed';
        reason: string;
        runId: string | null;
      }[];
      article: {
        id: string;
        title: string | null;
        revision: number;
        firstSeenAt: string;
        template: string;
        parserVersion: string;
        /**
         * The fields that the parsers are least sure of
         */
        weakest: {
          field: string;
          method: string;
          confidence: number;
        }[];
      } | null;
      story: {
        id: string;
        relation: 'original' | 'copy' | 'excerpt' | 'revision' | 'unique';
        members: number;
        sites: number;
      } | null;
      /**
       * Of its article in the feed, newest first; the last 20
       */
      changes: {
        seq: number;
        type: string;
        at: string;
        revision: number;
      }[];
      /**
       * Messages to webhooks about these changes
       */
      deliveries: {
        webhookId: string;
        id: string;
        seq: number | null;
        state: 'waiting' | 'delivered' | 'failed' | 'cancelled';
        attempts: number;
      }[];
    };
  };
  'GET /v1/schedules': {
    query?: {
      site?: string;
      times?: number;
    };
    answer: {
      schedules: {
        /**
         * The first address of its lists
         */
        id: string;
        site: string;
        starts: {
          url: string;
          kind: 'list' | 'feed' | 'sitemap';
        }[];
        /**
         * In words: "every 30 min", "cron 0 6 * * * (Europe/Berlin)"
         */
        rhythm: string;
        zone: string;
        jitterMinutes: number;
        overlap: 'skip' | 'wait' | 'parallel';
        missed: 'once' | 'skip';
        blackout: string[];
        paused: {
          by: 'site' | 'all' | 'site file';
          /**
           * null: since its site file says so
           */
          since: string | null;
          reason: string;
        } | null;
        lastVisitAt: string | null;
        /**
         * When its next runs begin; none while it is paused
         */
        next: string[];
        /**
         * Times after this one may move with what is learned until then; null: all are certain
         */
        certainUntil: string | null;
        /**
         * What the plan promises of all lists that share the goal; null: there is no goal, or nothing was learned yet
         */
        predicted: {
          p95Minutes: number;
          shareWithin: number;
          requestsPerDay: number;
        } | null;
        /**
         * How late the new articles of the last seven days were found; null: none was
         */
        actual: {
          articles: number;
          p95Minutes: number;
          shareWithin: number;
        } | null;
        /**
         * New articles a day, as learned; null: nothing was learned yet
         */
        expectedPerDay: number | null;
      }[];
      /**
       * Made by people; that of all sites has site null
       */
      pauses: {
        site: string | null;
        at: string;
        reason: string;
      }[];
      /**
       * What does not go as it should
       */
      alarms: {
        kind: 'overdue' | 'outage' | 'freshness' | 'site-file';
        /**
         * The file, where a site file is wrong
         */
        site: string;
        schedule: string | null;
        since: string;
        message: string;
      }[];
      /**
       * Site files that cannot be used as they are now
       */
      brokenFiles: {
        file: string;
        /**
         * With line and column: what was found and what is allowed
         */
        message: string;
        since: string;
        /**
         * What holds meanwhile: the file as it was, or nothing
         */
        inForce: 'before' | 'nothing';
      }[];
    };
  };
  'POST /v1/schedules/pause': {
    body: {
      /**
       * Left out: all sites
       */
      site?: string;
      /**
       * What others are told
       */
      reason?: string;
    };
    answer: {
      pauses: {
        site: string | null;
        at: string;
        reason: string;
      }[];
    };
  };
  'POST /v1/schedules/resume': {
    body: {
      /**
       * Left out: the pause of all
       */
      site?: string;
    };
    answer: {
      pauses: {
        site: string | null;
        at: string;
        reason: string;
      }[];
    };
  };
  'GET /v1/runs': {
    query?: {
      limit?: number;
      cursor?: string;
      site?: string;
      state?: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled' | 'skipped' | 'missed';
    };
    answer: {
      /**
       * By the time they were planned for, newest first
       */
      runs: {
        id: string;
        site: string | null;
        schedule: string | null;
        trigger: 'first' | 'schedule' | 'missed' | 'revisit' | 'hand';
        state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled' | 'skipped' | 'missed';
        reason: string | null;
        plannedAt: string;
        startedAt: string | null;
        endedAt: string | null;
        starts: string[];
        jobs: string[];
        outcomes: {
          [k: string]: number;
        };
        requests: number;
        notDue: number;
        freshArticles: number;
      }[];
      /**
       * The cursor of the next page; null: there are no more
       */
      next: string | null;
    };
  };
  'POST /v1/runs': {
    body: {
      site: string;
      /**
       * What others are told
       */
      reason?: string;
    };
    answer: {
      id: string;
      site: string | null;
      schedule: string | null;
      trigger: 'first' | 'schedule' | 'missed' | 'revisit' | 'hand';
      state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled' | 'skipped' | 'missed';
      reason: string | null;
      plannedAt: string;
      startedAt: string | null;
      endedAt: string | null;
      starts: string[];
      jobs: string[];
      outcomes: {
        [k: string]: number;
      };
      requests: number;
      notDue: number;
      freshArticles: number;
    };
  };
  'GET /v1/runs/{id}': {
    params: {
      id: string;
    };
    answer: {
      id: string;
      site: string | null;
      schedule: string | null;
      trigger: 'first' | 'schedule' | 'missed' | 'revisit' | 'hand';
      state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled' | 'skipped' | 'missed';
      reason: string | null;
      plannedAt: string;
      startedAt: string | null;
      endedAt: string | null;
      starts: string[];
      jobs: string[];
      outcomes: {
        [k: string]: number;
      };
      requests: number;
      notDue: number;
      freshArticles: number;
    };
  };
  'POST /v1/runs/{id}/cancel': {
    params: {
      id: string;
    };
    body: {
      /**
       * What others are told
       */
      reason?: string;
    };
    answer: {
      id: string;
      site: string | null;
      schedule: string | null;
      trigger: 'first' | 'schedule' | 'missed' | 'revisit' | 'hand';
      state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled' | 'skipped' | 'missed';
      reason: string | null;
      plannedAt: string;
      startedAt: string | null;
      endedAt: string | null;
      starts: string[];
      jobs: string[];
      outcomes: {
        [k: string]: number;
      };
      requests: number;
      notDue: number;
      freshArticles: number;
    };
  };
  'GET /v1/dead-letters': {
    query?: {
      limit?: number;
      cursor?: string;
      job?: 'crawl' | 'ingest' | 'browse' | 'remove';
      failure?: 'transient' | 'host' | 'page' | 'ours';
      code?: string;
      host?: string;
      text?: string;
      since?: string;
    };
    answer: {
      /**
       * Oldest first
       */
      letters: {
        name: string;
        key: string;
        version: number;
        data: unknown;
        priority: number;
        notBeforeMs: number;
        failedAt: string;
        attempts: number;
        failure: 'transient' | 'host' | 'page' | 'ours';
        error: {
          code: string;
          message: string;
          stack?: string;
        };
        id: string;
        runId: string | null;
        site: string | null;
        pages: {
          url: string;
          snapshot: {
            file: string;
            offsetBytes: number;
          } | null;
        }[];
      }[];
      /**
       * How many fit in all
       */
      total: number;
      next: string | null;
    };
  };
  'GET /v1/dead-letters/{id}': {
    params: {
      id: string;
    };
    answer: {
      name: string;
      key: string;
      version: number;
      data: unknown;
      priority: number;
      notBeforeMs: number;
      failedAt: string;
      attempts: number;
      failure: 'transient' | 'host' | 'page' | 'ours';
      error: {
        code: string;
        message: string;
        stack?: string;
      };
      id: string;
      runId: string | null;
      site: string | null;
      pages: {
        url: string;
        snapshot: {
          file: string;
          offsetBytes: number;
        } | null;
      }[];
    };
  };
  'GET /v1/dead-letters/{id}/page': {
    params: {
      id: string;
    };
    answer: string;
  };
  'POST /v1/dead-letters/replay': {
    body: {
      job?: 'crawl' | 'ingest' | 'browse' | 'remove';
      /**
       * What it failed of: our surroundings, the host, the page, or us
       */
      failure?: 'transient' | 'host' | 'page' | 'ours';
      /**
       * With this error code
       */
      code?: string;
      /**
       * About a page of this host
       */
      host?: string;
      /**
       * With this text anywhere in it
       */
      text?: string;
      /**
       * Failed since then
       */
      since?: string;
      /**
       * These only
       */
      ids?: string[];
      /**
       * Every one
       */
      all?: true;
    };
    answer: {
      replayed: number;
    };
  };
  'GET /v1/queue': {
    answer: {
      /**
       * Jobs that wait, those due later included
       */
      waiting: number;
      running: number;
      /**
       * That ended well, as long as they are remembered
       */
      done: number;
      /**
       * That failed for good and wait for a person
       */
      dead: number;
      /**
       * The dead ones by what they failed of
       */
      failures: {
        [k: string]: number;
      };
    };
  };
  'GET /v1/hosts': {
    answer: {
      /**
       * By origin
       */
      hosts: {
        origin: string;
        /**
         * rules: robots.txt was read; none: there is none; closed: it cannot be had, so we stay out
         */
        robots: 'rules' | 'none' | 'closed' | 'refused';
        /**
         * Where the rule comes from, in words
         */
        source: string;
        /**
         * At least so long between two requests
         */
        gapMs: number;
        /**
         * Not asked before then; null: open
         */
        closedUntil: string | null;
        /**
         * Since the process that asked last began
         */
        requests: number;
        /**
         * The shortest gap that was kept; null: not asked twice
         */
        smallestGapMs: number | null;
        /**
         * When the rule was last in use
         */
        seenAt: string;
      }[];
    };
  };
  'POST /v1/removals': {
    body: {
      url?: string;
      /**
       * With all its URLs; www. goes with it
       */
      host?: string;
      /**
       * Told to followers of the change feed
       */
      reason?: string;
    };
    /**
     * It has ended already
     */
    answer: {
      articles: number;
      urls: number;
      /**
       * Of the archive
       */
      pages: number;
      id: string;
      target:
        | {
            url: string;
          }
        | {
            hosts: string[];
          }
        | {
            retention: true;
          };
      /**
       * Told to followers of the change feed
       */
      reason: string;
      /**
       * Who asked
       */
      who: string;
      /**
       * failed: it waits among the dead letters, and goes on when it is replayed
       */
      state: 'waiting' | 'running' | 'done' | 'failed';
      /**
       * Pages of the archive looked at so far, since it began or went on
       */
      looked: number;
      /**
       * Why its last try failed
       */
      error: string | null;
      askedAt: string;
      startedAt: string | null;
      endedAt: string | null;
    };
  };
  'GET /v1/removals': {
    query?: {
      limit?: number;
      cursor?: string;
    };
    answer: {
      /**
       * Newest first
       */
      removals: {
        articles: number;
        urls: number;
        /**
         * Of the archive
         */
        pages: number;
        id: string;
        target:
          | {
              url: string;
            }
          | {
              hosts: string[];
            }
          | {
              retention: true;
            };
        /**
         * Told to followers of the change feed
         */
        reason: string;
        /**
         * Who asked
         */
        who: string;
        /**
         * failed: it waits among the dead letters, and goes on when it is replayed
         */
        state: 'waiting' | 'running' | 'done' | 'failed';
        /**
         * Pages of the archive looked at so far, since it began or went on
         */
        looked: number;
        /**
         * Why its last try failed
         */
        error: string | null;
        askedAt: string;
        startedAt: string | null;
        endedAt: string | null;
      }[];
      next: string | null;
    };
  };
  'GET /v1/removals/{id}': {
    params: {
      id: string;
    };
    answer: {
      articles: number;
      urls: number;
      /**
       * Of the archive
       */
      pages: number;
      id: string;
      target:
        | {
            url: string;
          }
        | {
            hosts: string[];
          }
        | {
            retention: true;
          };
      /**
       * Told to followers of the change feed
       */
      reason: string;
      /**
       * Who asked
       */
      who: string;
      /**
       * failed: it waits among the dead letters, and goes on when it is replayed
       */
      state: 'waiting' | 'running' | 'done' | 'failed';
      /**
       * Pages of the archive looked at so far, since it began or went on
       */
      looked: number;
      /**
       * Why its last try failed
       */
      error: string | null;
      askedAt: string;
      startedAt: string | null;
      endedAt: string | null;
    };
  };
  'GET /v1/retention': {
    answer: {
      /**
       * As the settings have them; an article goes by the first that fits
       */
      rules: {
        name: string;
        sites?: string[];
        query?: string;
        olderThanDays: number;
        by: 'firstSeenAt' | 'lastSeenAt';
      }[];
      /**
       * What would go now, most articles first
       */
      expired: {
        rule: string;
        site: string;
        articles: number;
        /**
         * Of titles and texts
         */
        textBytes: number;
      }[];
    };
  };
  'POST /v1/retention/apply': {
    /**
     * It has ended already
     */
    answer: {
      articles: number;
      urls: number;
      /**
       * Of the archive
       */
      pages: number;
      id: string;
      target:
        | {
            url: string;
          }
        | {
            hosts: string[];
          }
        | {
            retention: true;
          };
      /**
       * Told to followers of the change feed
       */
      reason: string;
      /**
       * Who asked
       */
      who: string;
      /**
       * failed: it waits among the dead letters, and goes on when it is replayed
       */
      state: 'waiting' | 'running' | 'done' | 'failed';
      /**
       * Pages of the archive looked at so far, since it began or went on
       */
      looked: number;
      /**
       * Why its last try failed
       */
      error: string | null;
      askedAt: string;
      startedAt: string | null;
      endedAt: string | null;
    };
  };
  'GET /v1/changes': {
    query?: {
      since?: string;
      cursor?: string;
      q?: string;
      search?: string;
      limit?: number;
      wait?: number;
    };
    answer: string;
  };
  'GET /v1/changes/stream': {
    query?: {
      since?: string;
      q?: string;
      search?: string;
    };
    answer: string;
  };
  'GET /v1/export': {
    query?: {
      q?: string;
      format?: 'ndjson' | 'changes' | 'csv' | 'parquet';
    };
    answer: string;
  };
  'GET /v1/alerts': {
    query?: {
      search?: string;
      limit?: number;
      cursor?: string;
    };
    answer: {
      alerts: {
        id: string;
        search: string;
        rule:
          | {
              on: 'matches';
              atLeast: number;
              /**
               * How long a time is looked at
               */
              hours: number;
            }
          | {
              on: 'spike';
              factor: number;
              atLeast: number;
              /**
               * How long a time is looked at
               */
              hours: number;
            }
          | {
              on: 'reach';
              sites: number;
            };
        at: string;
        subject: string;
        title: string;
        text: string;
        articles: number;
        /**
         * counted · projected from an even sample
         */
        articlesAre: 'exact' | 'estimate';
        usual: number | null;
        storyId: string | null;
        sites: number | null;
      }[];
      /**
       * The cursor of the next page; null: there are no more
       */
      next: string | null;
    };
  };
  'GET /v1/alerts.{form}': {
    params: {
      form: 'json' | 'atom';
    };
    query?: {
      search?: string;
      limit?: number;
    };
    answer: string;
  };
  'GET /v1/digest': {
    query?: {
      hours?: number;
    };
    answer: {
      from: string;
      to: string;
      all: {
        /**
         * First seen in the time
         */
        articles: number;
        /**
         * First seen in as long a time before it
         */
        before: number;
        /**
         * The share of the fitting articles that was counted; below 1 the counts are projections of it
         */
        sample: number;
        /**
         * Those with the most members, of the 200 newest
         */
        stories: {
          /**
           * The most original member that was first seen in the time
           */
          articleId: string;
          storyId: string;
          title: string | null;
          url: string;
          site: string;
          firstSeenAt: string;
          dateVerdict: 'consistent' | 'late' | 'backdated' | 'unknown';
          /**
           * Members of the story in all
           */
          copies: number;
        }[];
      };
      searches: {
        /**
         * First seen in the time
         */
        articles: number;
        /**
         * First seen in as long a time before it
         */
        before: number;
        /**
         * The share of the fitting articles that was counted; below 1 the counts are projections of it
         */
        sample: number;
        /**
         * Those with the most members, of the 200 newest
         */
        stories: {
          /**
           * The most original member that was first seen in the time
           */
          articleId: string;
          storyId: string;
          title: string | null;
          url: string;
          site: string;
          firstSeenAt: string;
          dateVerdict: 'consistent' | 'late' | 'backdated' | 'unknown';
          /**
           * Members of the story in all
           */
          copies: number;
        }[];
        name: string;
        title: string;
        q: string;
        alerts: {
          id: string;
          search: string;
          rule:
            | {
                on: 'matches';
                atLeast: number;
                /**
                 * How long a time is looked at
                 */
                hours: number;
              }
            | {
                on: 'spike';
                factor: number;
                atLeast: number;
                /**
                 * How long a time is looked at
                 */
                hours: number;
              }
            | {
                on: 'reach';
                sites: number;
              };
          at: string;
          subject: string;
          title: string;
          text: string;
          articles: number;
          /**
           * counted · projected from an even sample
           */
          articlesAre: 'exact' | 'estimate';
          usual: number | null;
          storyId: string | null;
          sites: number | null;
        }[];
      }[];
      /**
       * Saved searches that are not in it: the first 100 by name are
       */
      more: number;
    };
  };
  'GET /v1/searches': {
    answer: {
      searches: {
        name: string;
        title: string;
        q: string;
        alerts?: (
          | {
              on: 'matches';
              atLeast: number;
              /**
               * How long a time is looked at
               */
              hours: number;
            }
          | {
              on: 'spike';
              factor: number;
              atLeast: number;
              /**
               * How long a time is looked at
               */
              hours: number;
            }
          | {
              on: 'reach';
              sites: number;
            }
        )[];
        createdAt: string;
        updatedAt: string;
      }[];
    };
  };
  'GET /v1/searches/{name}': {
    params: {
      name: string;
    };
    answer: {
      name: string;
      title: string;
      q: string;
      alerts?: (
        | {
            on: 'matches';
            atLeast: number;
            /**
             * How long a time is looked at
             */
            hours: number;
          }
        | {
            on: 'spike';
            factor: number;
            atLeast: number;
            /**
             * How long a time is looked at
             */
            hours: number;
          }
        | {
            on: 'reach';
            sites: number;
          }
      )[];
      createdAt: string;
      updatedAt: string;
    };
  };
  'PUT /v1/searches/{name}': {
    params: {
      name: string;
    };
    body: {
      /**
       * The name by default
       */
      title?: string;
      /**
       * The query language (docs/query.md)
       */
      q: string;
      /**
       * When it tells of something by itself; none: never
       */
      alerts?: (
        | {
            on: 'matches';
            atLeast?: number;
            /**
             * How long a time is looked at
             */
            hours?: number;
          }
        | {
            on: 'spike';
            factor?: number;
            atLeast?: number;
            /**
             * How long a time is looked at
             */
            hours?: number;
          }
        | {
            on: 'reach';
            sites: number;
          }
      )[];
    };
    answer: {
      name: string;
      title: string;
      q: string;
      alerts?: (
        | {
            on: 'matches';
            atLeast: number;
            /**
             * How long a time is looked at
             */
            hours: number;
          }
        | {
            on: 'spike';
            factor: number;
            atLeast: number;
            /**
             * How long a time is looked at
             */
            hours: number;
          }
        | {
            on: 'reach';
            sites: number;
          }
      )[];
      createdAt: string;
      updatedAt: string;
    };
  };
  'DELETE /v1/searches/{name}': {
    params: {
      name: string;
    };
    answer: null;
  };
  'GET /v1/searches.opml': {
    answer: string;
  };
  'GET /v1/feeds/{name}.{form}': {
    params: {
      name: string;
      form: 'json' | 'atom' | 'rss';
    };
    query?: {
      limit?: number;
      cursor?: string;
      text?: 'full' | 'short';
    };
    answer: string;
  };
  'GET /v1/sinks': {
    answer: {
      sinks: {
        name: string;
        kind: 'files' | 'redis-stream';
        q: string | null;
        /**
         * lost: the feed no longer has what comes next; new: it never ran
         */
        state: 'waiting' | 'writing' | 'lost' | 'new';
        /**
         * Every change up to it is in the sink, or not for it
         */
        cursor: string | null;
        /**
         * Changes after it
         */
        behind: number | null;
      }[];
    };
  };
  'POST /v1/sinks/{name}/seek': {
    params: {
      name: string;
    };
    body: {
      /**
       * A cursor, a time or now; none: from the first change
       */
      since?: string;
    };
    answer: {
      name: string;
      kind: 'files' | 'redis-stream';
      q: string | null;
      /**
       * lost: the feed no longer has what comes next; new: it never ran
       */
      state: 'waiting' | 'writing' | 'lost' | 'new';
      /**
       * Every change up to it is in the sink, or not for it
       */
      cursor: string | null;
      /**
       * Changes after it
       */
      behind: number | null;
    };
  };
  'GET /v1/health': {
    answer: {
      sites: {
        site: string;
        /**
         * learning: too few pages were seen; doubt: pages are held for a doubt that may pass; new: something is new, nothing suffers; changed: fields suffer, pages are held
         */
        state: 'learning' | 'well' | 'doubt' | 'new' | 'changed';
        /**
         * Pages looked at so far
         */
        pages: number;
        templates: number;
        /**
         * Pages in quarantine
         */
        held: number;
        heldSince: string | null;
        /**
         * The change that waits for a decision
         */
        drift: {
          id: string;
          site: string;
          state: 'open' | 'repaired' | 'accepted' | 'passed';
          severity: 'hold' | 'notice';
          sinceUrl: string | null;
          since: string;
          openedAt: string;
          signs: {
            sign:
              | 'article'
              | 'title'
              | 'authors'
              | 'date'
              | 'time'
              | 'zone'
              | 'text'
              | 'category'
              | 'language'
              | 'source'
              | 'views'
              | 'reactions'
              | 'own-address'
              | 'own-title'
              | 'own-opening'
              | 'own-date'
              | 'template'
              | 'text-length'
              | 'paragraphs'
              | 'title-length'
              | 'authors-length'
              | 'date-age'
              | 'related'
              | 'ranking'
              | 'recommendation'
              | 'items'
              | 'volume';
            side: 'fewer' | 'more';
            usual: number;
            found: number;
            after: number;
            at: string;
          }[];
          decidedAt: string | null;
          decidedBy: string | null;
        } | null;
        /**
         * The usual share of articles (0–1) with each field; null: not known yet
         */
        usual: {
          [k: string]: number;
        } | null;
        /**
         * What is in doubt and not yet told, in words
         */
        doubts: string[];
      }[];
    };
  };
  'GET /v1/drifts': {
    query?: {
      state?: 'open' | 'repaired' | 'accepted' | 'passed';
      site?: string;
      limit?: number;
    };
    answer: {
      drifts: {
        id: string;
        site: string;
        state: 'open' | 'repaired' | 'accepted' | 'passed';
        severity: 'hold' | 'notice';
        sinceUrl: string | null;
        since: string;
        openedAt: string;
        signs: {
          sign:
            | 'article'
            | 'title'
            | 'authors'
            | 'date'
            | 'time'
            | 'zone'
            | 'text'
            | 'category'
            | 'language'
            | 'source'
            | 'views'
            | 'reactions'
            | 'own-address'
            | 'own-title'
            | 'own-opening'
            | 'own-date'
            | 'template'
            | 'text-length'
            | 'paragraphs'
            | 'title-length'
            | 'authors-length'
            | 'date-age'
            | 'related'
            | 'ranking'
            | 'recommendation'
            | 'items'
            | 'volume';
          side: 'fewer' | 'more';
          usual: number;
          found: number;
          after: number;
          at: string;
        }[];
        decidedAt: string | null;
        decidedBy: string | null;
      }[];
    };
  };
  'GET /v1/drifts/{id}': {
    params: {
      id: string;
    };
    answer: {
      drift: {
        id: string;
        site: string;
        state: 'open' | 'repaired' | 'accepted' | 'passed';
        severity: 'hold' | 'notice';
        sinceUrl: string | null;
        since: string;
        openedAt: string;
        signs: {
          sign:
            | 'article'
            | 'title'
            | 'authors'
            | 'date'
            | 'time'
            | 'zone'
            | 'text'
            | 'category'
            | 'language'
            | 'source'
            | 'views'
            | 'reactions'
            | 'own-address'
            | 'own-title'
            | 'own-opening'
            | 'own-date'
            | 'template'
            | 'text-length'
            | 'paragraphs'
            | 'title-length'
            | 'authors-length'
            | 'date-age'
            | 'related'
            | 'ranking'
            | 'recommendation'
            | 'items'
            | 'volume';
          side: 'fewer' | 'more';
          usual: number;
          found: number;
          after: number;
          at: string;
        }[];
        decidedAt: string | null;
        decidedBy: string | null;
      };
      held: number;
      /**
       * What changed, in words
       */
      signs: string[];
      /**
       * The best first, up to three a field; all were only tried
       */
      proposals: {
        field: 'title' | 'authors' | 'date' | 'category' | 'views' | 'body';
        selector: string;
        /**
         * 0–1
         */
        score: number;
        reason: string;
        effect: {
          /**
           * Held pages that it was tried on
           */
          pages: number;
          /**
           * Of these, with the field without it
           */
          before: number;
          /**
           * … and with it
           */
          after: number;
          /**
           * Different values that it gives
           */
          distinct: number;
          /**
           * Of the pages whose value is known from an earlier visit, those where it comes out
           */
          right: {
            of: number;
            pages: number;
          } | null;
          examples: {
            url: string;
            before: string | null;
            after: string | null;
          }[];
        };
      }[];
    };
  };
  'POST /v1/drifts/{id}/approve': {
    params: {
      id: string;
    };
    body: {
      selectors: {
        title?: string;
        authors?: string;
        date?: string;
        category?: string;
        views?: string;
        body?: string;
      };
    };
    answer: {
      file: string;
      released: number;
      stillHeld: number;
    };
  };
  'POST /v1/drifts/{id}/accept': {
    params: {
      id: string;
    };
    answer: {
      released: number;
    };
  };
  'GET /v1/quarantine': {
    query?: {
      site?: string;
      drift?: string;
      limit?: number;
      cursor?: string;
    };
    answer: {
      pages: {
        url: string;
        site: string;
        snapshot: {
          file: string;
          offsetBytes: number;
        };
        heldAt: string;
        reason: string;
        signs: {
          sign:
            | 'article'
            | 'title'
            | 'authors'
            | 'date'
            | 'time'
            | 'zone'
            | 'text'
            | 'category'
            | 'language'
            | 'source'
            | 'views'
            | 'reactions'
            | 'own-address'
            | 'own-title'
            | 'own-opening'
            | 'own-date'
            | 'template'
            | 'text-length'
            | 'paragraphs'
            | 'title-length'
            | 'authors-length'
            | 'date-age'
            | 'related'
            | 'ranking'
            | 'recommendation'
            | 'items'
            | 'volume';
          side: 'fewer' | 'more';
        }[];
        driftId: string | null;
      }[];
      /**
       * The cursor of the next page; null: there are no more
       */
      next: string | null;
    };
  };
  'POST /v1/quarantine/release': {
    body: {
      drift?: string;
      site?: string;
      url?: string;
    };
    answer: {
      released: number;
    };
  };
  'POST /v1/quarantine/drop': {
    body: {
      drift?: string;
      site?: string;
      url?: string;
    };
    answer: {
      dropped: number;
    };
  };
  'GET /v1/audit': {
    query?: {
      limit?: number;
      cursor?: string;
    };
    answer: {
      entries: {
        at: string;
        who: string;
        action: string;
        subject: string | null;
        note: string | null;
      }[];
      /**
       * The cursor of the next page; null: there are no more
       */
      next: string | null;
    };
  };
  'GET /v1/webhooks': {
    answer: {
      webhooks: {
        id: string;
        url: string;
        description: string;
        search: string | null;
        types: (
          | 'article.created'
          | 'article.updated'
          | 'article.removed'
          | 'story.changed'
          | 'story.merged'
          | 'webhook.disabled'
          | 'alert.raised'
        )[];
        format: 'standard' | 'cloudevents';
        enabled: boolean;
        disabledReason: string | null;
        disabledAt: string | null;
        failingSince: string | null;
        createdAt: string;
        /**
         * Every change up to it has been planned for this receiver
         */
        cursor: string;
        /**
         * Cursors of the range that is told again
         */
        replay: {
          after: string;
          to: string;
        } | null;
        /**
         * Until when each secret signs, newest first
         */
        secretsUntil: (string | null)[];
      }[];
    };
  };
  'POST /v1/webhooks': {
    body: {
      /**
       * https; where messages are posted
       */
      url: string;
      description?: string;
      /**
       * Name of a saved search; null: every change
       */
      search?: string | null;
      /**
       * webhook.disabled tells when another webhook was disabled, alert.raised what saved searches tell of
       */
      types?: (
        | 'article.created'
        | 'article.updated'
        | 'article.removed'
        | 'story.changed'
        | 'story.merged'
        | 'webhook.disabled'
        | 'alert.raised'
      )[];
      /**
       * standard: Standard Webhooks; cloudevents: 1.0, structured
       */
      format?: 'standard' | 'cloudevents';
      /**
       * Where its messages begin; now by default
       */
      since?: string;
    };
    answer: {
      id: string;
      url: string;
      description: string;
      search: string | null;
      types: (
        | 'article.created'
        | 'article.updated'
        | 'article.removed'
        | 'story.changed'
        | 'story.merged'
        | 'webhook.disabled'
        | 'alert.raised'
      )[];
      format: 'standard' | 'cloudevents';
      enabled: boolean;
      disabledReason: string | null;
      disabledAt: string | null;
      failingSince: string | null;
      createdAt: string;
      /**
       * Every change up to it has been planned for this receiver
       */
      cursor: string;
      /**
       * Cursors of the range that is told again
       */
      replay: {
        after: string;
        to: string;
      } | null;
      /**
       * Until when each secret signs, newest first
       */
      secretsUntil: (string | null)[];
      /**
       * Signs from now on; shown this once
       */
      secret: string;
    };
  };
  'GET /v1/webhooks/{id}': {
    params: {
      id: string;
    };
    answer: {
      id: string;
      url: string;
      description: string;
      search: string | null;
      types: (
        | 'article.created'
        | 'article.updated'
        | 'article.removed'
        | 'story.changed'
        | 'story.merged'
        | 'webhook.disabled'
        | 'alert.raised'
      )[];
      format: 'standard' | 'cloudevents';
      enabled: boolean;
      disabledReason: string | null;
      disabledAt: string | null;
      failingSince: string | null;
      createdAt: string;
      /**
       * Every change up to it has been planned for this receiver
       */
      cursor: string;
      /**
       * Cursors of the range that is told again
       */
      replay: {
        after: string;
        to: string;
      } | null;
      /**
       * Until when each secret signs, newest first
       */
      secretsUntil: (string | null)[];
    };
  };
  'PATCH /v1/webhooks/{id}': {
    params: {
      id: string;
    };
    body: {
      /**
       * https; where messages are posted
       */
      url?: string;
      description?: string;
      /**
       * Name of a saved search; null: every change
       */
      search?: string | null;
      /**
       * webhook.disabled tells when another webhook was disabled, alert.raised what saved searches tell of
       */
      types?: (
        | 'article.created'
        | 'article.updated'
        | 'article.removed'
        | 'story.changed'
        | 'story.merged'
        | 'webhook.disabled'
        | 'alert.raised'
      )[];
      /**
       * standard: Standard Webhooks; cloudevents: 1.0, structured
       */
      format?: 'standard' | 'cloudevents';
      enabled?: boolean;
      /**
       * A cursor, a time or now, as in /v1/changes
       */
      since?: string;
    };
    answer: {
      id: string;
      url: string;
      description: string;
      search: string | null;
      types: (
        | 'article.created'
        | 'article.updated'
        | 'article.removed'
        | 'story.changed'
        | 'story.merged'
        | 'webhook.disabled'
        | 'alert.raised'
      )[];
      format: 'standard' | 'cloudevents';
      enabled: boolean;
      disabledReason: string | null;
      disabledAt: string | null;
      failingSince: string | null;
      createdAt: string;
      /**
       * Every change up to it has been planned for this receiver
       */
      cursor: string;
      /**
       * Cursors of the range that is told again
       */
      replay: {
        after: string;
        to: string;
      } | null;
      /**
       * Until when each secret signs, newest first
       */
      secretsUntil: (string | null)[];
    };
  };
  'DELETE /v1/webhooks/{id}': {
    params: {
      id: string;
    };
    answer: null;
  };
  'POST /v1/webhooks/{id}/rotate': {
    params: {
      id: string;
    };
    answer: {
      id: string;
      url: string;
      description: string;
      search: string | null;
      types: (
        | 'article.created'
        | 'article.updated'
        | 'article.removed'
        | 'story.changed'
        | 'story.merged'
        | 'webhook.disabled'
        | 'alert.raised'
      )[];
      format: 'standard' | 'cloudevents';
      enabled: boolean;
      disabledReason: string | null;
      disabledAt: string | null;
      failingSince: string | null;
      createdAt: string;
      /**
       * Every change up to it has been planned for this receiver
       */
      cursor: string;
      /**
       * Cursors of the range that is told again
       */
      replay: {
        after: string;
        to: string;
      } | null;
      /**
       * Until when each secret signs, newest first
       */
      secretsUntil: (string | null)[];
      /**
       * Signs from now on; shown this once
       */
      secret: string;
    };
  };
  'POST /v1/webhooks/{id}/test': {
    params: {
      id: string;
    };
    answer: {
      number: number;
      at: string;
      request: {
        url: string;
        headers: {
          [k: string]: string;
        };
        body: string;
      };
      answer: {
        status: number;
        headers: {
          [k: string]: string;
        };
        body: string;
      } | null;
      error: string | null;
      durationMs: number;
      deliveryId: string;
    };
  };
  'POST /v1/webhooks/{id}/replay': {
    params: {
      id: string;
    };
    body: {
      /**
       * Changes after this cursor or from this time on; none: from the first
       */
      since?: string;
      /**
       * Up to this cursor or time; none: up to what was told so far
       */
      until?: string;
    };
    answer: {
      id: string;
      url: string;
      description: string;
      search: string | null;
      types: (
        | 'article.created'
        | 'article.updated'
        | 'article.removed'
        | 'story.changed'
        | 'story.merged'
        | 'webhook.disabled'
        | 'alert.raised'
      )[];
      format: 'standard' | 'cloudevents';
      enabled: boolean;
      disabledReason: string | null;
      disabledAt: string | null;
      failingSince: string | null;
      createdAt: string;
      /**
       * Every change up to it has been planned for this receiver
       */
      cursor: string;
      /**
       * Cursors of the range that is told again
       */
      replay: {
        after: string;
        to: string;
      } | null;
      /**
       * Until when each secret signs, newest first
       */
      secretsUntil: (string | null)[];
    };
  };
  'GET /v1/webhooks/{id}/deliveries': {
    params: {
      id: string;
    };
    query?: {
      limit?: number;
      cursor?: string;
      state?: 'waiting' | 'delivered' | 'failed' | 'cancelled';
    };
    answer: {
      deliveries: {
        id: string;
        webhookId: string;
        seq: number | null;
        type: string;
        body: string;
        state: 'waiting' | 'delivered' | 'failed' | 'cancelled';
        attempts: number;
        tries: number;
        createdAt: string;
        dueAt: string;
        last: {
          number: number;
          at: string;
          answer: {
            status: number;
            headers: {
              [k: string]: string;
            };
            body: string;
          } | null;
          error: string | null;
          durationMs: number;
        } | null;
      }[];
      next: string | null;
    };
  };
  'GET /v1/webhooks/{id}/deliveries/{delivery}': {
    params: {
      id: string;
      delivery: string;
    };
    answer: {
      id: string;
      webhookId: string;
      seq: number | null;
      type: string;
      body: string;
      state: 'waiting' | 'delivered' | 'failed' | 'cancelled';
      attempts: number;
      tries: number;
      createdAt: string;
      dueAt: string;
      log: {
        number: number;
        at: string;
        request: {
          url: string;
          headers: {
            [k: string]: string;
          };
          body: string;
        };
        answer: {
          status: number;
          headers: {
            [k: string]: string;
          };
          body: string;
        } | null;
        error: string | null;
        durationMs: number;
      }[];
    };
  };
  'POST /v1/hub': {
    answer: null;
  };
}
/**
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "PublicArticle".
 */
export interface PublicArticle {
  kind: 'article' | 'list' | 'other';
  url: string;
  canonicalUrl: string;
  site: string;
  siteName: string | null;
  title: string | null;
  titleWithSuffix: string | null;
  authors: string[];
  category: string | null;
  breadcrumb: {
    text: string;
    url: string | null;
  }[];
  claimedDate: {
    raw: string;
    iso: string | null;
    precision: 'month' | 'day' | 'hour' | 'minute' | 'second';
    zone: string | null;
  } | null;
  modifiedDate: {
    raw: string;
    iso: string | null;
    precision: 'month' | 'day' | 'hour' | 'minute' | 'second';
    zone: string | null;
  } | null;
  paragraphs: string[];
  body: string;
  language: string | null;
  dateline: string | null;
  wireCredit: string | null;
  source: string | null;
  reactions: {
    label: string;
    count: number | null;
    atLeast: boolean;
  }[];
  views: number | null;
  links: {
    block: 'related' | 'ranking' | 'recommendation' | 'navigation' | 'inline';
    position: number;
    text: string;
    url: string;
  }[];
  items: {
    text: string;
    url: string;
    date: string | null;
    summary: string | null;
  }[];
  paging: {
    page: number;
    pages: number | null;
    urls: string[];
    next: string | null;
    prev: string | null;
  } | null;
  needsBrowser: boolean;
  template: string;
  parserVersion: string;
  id: string;
  revision: number;
  firstSeenAt: string;
  lastSeenAt: string;
  storyId: string;
  relation: 'original' | 'copy' | 'excerpt' | 'revision' | 'unique';
  dateEvidence: {
    kind:
      | 'claimed'
      | 'json-ld'
      | 'open-graph'
      | 'url'
      | 'feed'
      | 'sitemap'
      | 'last-modified'
      | 'first-seen'
      | 'text'
      | 'story';
    raw: string;
    iso: string | null;
    zone: string | null;
  }[];
  dateVerdict: 'consistent' | 'late' | 'backdated' | 'unknown';
  dateReasons: string[];
  lagDays: number | null;
  snapshot: {
    file: string;
    offsetBytes: number;
  } | null;
  outcome:
    | 'queued'
    | 'stored'
    | 'unchanged'
    | 'duplicate'
    | 'not-article'
    | 'robots'
    | 'out-of-scope'
    | 'budget'
    | 'not-due'
    | 'refused-address'
    | 'too-large'
    | 'http-error'
    | 'timeout'
    | 'parse-refused'
    | 'quarantined'
    | 'dead-letter'
    | 'removed';
}
/**
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "Provenance".
 */
export interface Provenance {
  field: string;
  method: string;
  path: string;
  raw: string;
  confidence: number;
  rivals: {
    method: string;
    path: string;
    raw: string;
  }[];
}
/**
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "Revision".
 */
export interface Revision {
  articleId: string;
  revision: number;
  title: string | null;
  body: string;
  firstSeenAt: string;
  lastSeenAt: string;
  snapshot: {
    file: string;
    offsetBytes: number;
  } | null;
}
/**
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "Observation".
 */
export interface Observation {
  articleId: string;
  at: string;
  reactions: {
    label: string;
    count: number | null;
    atLeast: boolean;
  }[];
  views: number | null;
  lists: {
    block: 'related' | 'ranking' | 'recommendation' | 'navigation' | 'inline';
    position: number;
    text: string;
    url: string;
  }[];
}
/**
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "Story".
 */
export interface Story {
  id: string;
  title: string | null;
  members: string[];
  sites: string[];
  earliest: {
    articleId: string;
    iso: string | null;
    kind: string;
    reason: string;
    confidence: number;
  };
  spread: {
    firstSeenAt: string;
    lastSeenAt: string;
    copies: number;
    sites: number;
    medianLagDays: number | null;
  };
}
/**
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "UrlRecord".
 */
export interface UrlRecord {
  url: string;
  host: string;
  outcome:
    | 'queued'
    | 'stored'
    | 'unchanged'
    | 'duplicate'
    | 'not-article'
    | 'robots'
    | 'out-of-scope'
    | 'budget'
    | 'not-due'
    | 'refused-address'
    | 'too-large'
    | 'http-error'
    | 'timeout'
    | 'parse-refused'
    | 'quarantined'
    | 'dead-letter'
    | 'removed';
  waitsFor: ('fetch' | 'ingest') | null;
  reason: string;
  discovery: {
    by: 'start' | 'list' | 'sitemap' | 'feed' | 'link' | 'redirect' | 'canonical' | 'paging' | 'hand';
    from: string | null;
    date: string | null;
    position?: number;
  };
  depth: number;
  priority: number;
  runId: string | null;
  firstSeenAt: string;
  updatedAt: string;
  lastFetch: {
    at: string;
    status: number;
    finalUrl: string;
    etag: string | null;
    lastModified: string | null;
    digest: string | null;
    snapshot: {
      file: string;
      offsetBytes: number;
    } | null;
  } | null;
  articleId: string | null;
  rhythm?: {
    firstAt: string;
    visits: number;
    changes: number;
    watchedMs: number;
    failures: number;
    links: string | null;
    nextAt: string | null;
  };
}
/**
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "Problem".
 */
export interface Problem {
  type: 'about:blank';
  /**
   * The status in words: type about:blank says no more than the status does
   */
  title: string;
  status: number;
  /**
   * What was found and what is allowed
   */
  detail: string;
  /**
   * Stable; for programs
   */
  code: string;
  /**
   * code query: the character it failed at, from 1
   */
  position?: number;
  /**
   * code query: what stands there
   */
  found?: string;
  /**
   * code query: what may stand there
   */
  allowed?: string[];
  /**
   * code invalid-request: the parameters that are wrong
   */
  errors?: {
    name: string;
    detail: string;
  }[];
  /**
   * codes cursor-expired, cursor-ahead: where to begin anew; its answer names the cursor to go on from
   */
  snapshot?: string;
}
