/** What a request to a host taught: the gate closes a host that asks to be left alone. */
export type Reply = {
  /** HTTP status; null where no answer came. */
  status: number | null;
  /** `Retry-After` as received; null where there was none. */
  retryAfter: string | null;
};

/** Leave to make one request now. `leave` has to be called whatever came of it. */
export type Pass = { leave(reply: Reply): void };

/** Why there is no leave. */
export type NoPass =
  | { outcome: 'robots'; reason: string }
  /** The host's address may not be spoken to at all. */
  | { outcome: 'refused-address'; reason: string }
  /** The host asked to be left alone until then, longer than anyone may wait here. */
  | { outcome: 'not-due'; reason: string };

/** How a host is treated, and why: what an operator sees. */
export type HostRule = {
  origin: string;
  robots: 'rules' | 'none' | 'closed' | 'refused';
  /** "robots.txt, HTTP 200", "robots.txt cannot be reached: …" */
  source: string;
  /** Between the starts of two requests. */
  gapMs: number;
  closedUntil: string | null;
  requests: number;
  /** The smallest gap between the starts of two requests that was kept; null before the second. */
  smallestGapMs: number | null;
};

/**
 * Decides when a host may be asked again: robots.txt (RFC 9309), Crawl-delay, Retry-After (RFC 9110 section 10.2.3),
 * one pace for a host over everyone who shares the gate.
 * Not here: budgets, scope, what is fetched.
 */
export interface HostGate {
  /** Waits for its turn. Rejects only where `signal` fires. */
  enter(url: string, signal: AbortSignal): Promise<Pass | NoPass>;
  /** Why a URL may not be asked for, without asking for it; null: it may. Asks for robots.txt where it is not known yet. */
  refusal(url: string, signal: AbortSignal): Promise<NoPass | null>;
  /** Sitemaps that the host's robots.txt names; asks for the file where it is not known yet. */
  sitemaps(url: string, signal: AbortSignal): Promise<readonly string[]>;
  rules(): Promise<HostRule[]>;
}
