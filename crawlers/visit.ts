import type { Archive, SentRequest } from '../src/archive/archive.ts';
import type { Outcome } from '../src/model/outcome.ts';
import type { Page } from '../src/model/page.ts';
import type { Snapshot } from '../src/model/snapshot.ts';
import type { UrlRecord } from '../src/model/url-record.ts';
import { canonicalUrl } from './canonical-url.ts';
import type { Answer, GuardedClient, NoAnswer } from './fetch/guarded-client.ts';
import type { HostGate } from './gate/host-gate.ts';
import { pageOfAnswer } from './page-of-answer.ts';

/** What one visit to a URL came to. */
export type Visited =
  /** A page, already durable in the archive; the one of the last visit where nothing had changed since. */
  | { kind: 'page'; page: Page; snapshot: Snapshot; status: number; fetchedAt: string }
  | { kind: 'redirect'; target: string; status: number }
  | { kind: 'refused'; outcome: Outcome; reason: string };

export type VisitNeeds = {
  client: Pick<GuardedClient, 'get' | 'ownHeaders'>;
  gate: Pick<HostGate, 'enter'>;
  archive: Pick<Archive, 'append' | 'read'>;
  now: () => Date;
  /** Stops waiting for the gate. */
  stop: AbortSignal;
  /** Breaks off what is under way. */
  kill: AbortSignal;
};

/** A fault that may pass is met with another try, twice at most; the gate makes each wait longer. */
const mostTries = 3;
const passingStatus = new Set([408, 425, 429, 500, 502, 503, 504]);

/** One URL, politely: gate, conditional request, archive. @throws what the archive throws, or `stop`'s reason */
export async function visit(record: UrlRecord, needs: VisitNeeds): Promise<Visited> {
  let headers = conditionalHeaders(record);
  for (let attempt = 1; ; attempt++) {
    const pass = await needs.gate.enter(record.url, needs.stop);
    if ('outcome' in pass) return { kind: 'refused', ...pass };
    let answer: Answer | NoAnswer;
    const sent: SentRequest = {
      method: 'GET',
      url: record.url,
      headers: { ...needs.client.ownHeaders, ...headers },
    };
    try {
      answer = await needs.client.get(record.url, { headers, signal: needs.kill });
    } catch (error) {
      pass.leave({ status: null, retryAfter: null });
      throw error;
    }
    pass.leave({
      status: 'status' in answer ? answer.status : null,
      retryAfter: 'status' in answer ? (answer.headers['retry-after'] ?? null) : null,
    });
    const again = attempt < mostTries && !needs.stop.aborted;
    if ('outcome' in answer) {
      if (again && answer.passing) continue;
      return { kind: 'refused', outcome: answer.outcome, reason: answer.reason };
    }
    if (passingStatus.has(answer.status) && again) continue;
    if (answer.status === 304 && record.lastFetch?.snapshot) {
      const kept = await keptPage(record.lastFetch.snapshot, needs.archive);
      if (kept) return { ...kept, status: 304, fetchedAt: needs.now().toISOString() };
      // The archive has lost it: ask for the whole page.
      headers = {};
      continue;
    }
    const cookie = again && headers.cookie === undefined ? askedCookie(record.url, answer) : null;
    if (cookie !== null) {
      headers = { ...headers, cookie };
      continue;
    }
    return settled(record, answer, sent, needs);
  }
}

/**
 * The cookies that a page wants to see before it shows itself: it sets them and leads back to its own address. They are
 * sent once and kept nowhere. Null: it is no such page.
 */
function askedCookie(url: string, { status, headers }: Answer): string | null {
  const set = headers['set-cookie'];
  if (status < 300 || status >= 400 || !set || !headers.location) return null;
  if (canonicalUrl(headers.location, url) !== url) return null;
  // Several fields are joined by commas, and a date has one too.
  const pairs = set.split(/,(?=\s*[^;,=\s]+=)/).map((field) => field.split(';', 1)[0]?.trim() ?? '');
  return pairs.join('; ').slice(0, 4_096);
}

async function settled(
  record: UrlRecord,
  answer: Answer,
  sent: SentRequest,
  { archive, now }: VisitNeeds,
): Promise<Visited> {
  const { status, headers } = answer;
  if (status >= 300 && status < 400) {
    const target = headers.location ? canonicalUrl(headers.location, record.url) : null;
    if (target && target !== record.url) return { kind: 'redirect', target, status };
    const where = headers.location
      ? `to ${JSON.stringify(headers.location.slice(0, 200))}`
      : 'without a place to go';
    const loop = `HTTP ${status} leads back to the same address${'cookie' in sent.headers ? ', its cookies or not' : ''}`;
    const reason = target ? loop : `HTTP ${status} ${where}`;
    return { kind: 'refused', outcome: 'http-error', reason };
  }
  if (status < 200 || status >= 300)
    return { kind: 'refused', outcome: 'http-error', reason: `HTTP ${status}` };
  const page = pageOfAnswer(record.url, record.url, answer, now());
  const snapshot = await archive.append(page, sent);
  return { kind: 'page', page, snapshot, status, fetchedAt: page.fetchedAt };
}

function conditionalHeaders({ lastFetch }: UrlRecord): Record<string, string> {
  if (!lastFetch?.snapshot) return {};
  return {
    ...(lastFetch.etag ? { 'if-none-match': lastFetch.etag } : {}),
    ...(lastFetch.lastModified ? { 'if-modified-since': lastFetch.lastModified } : {}),
  };
}

async function keptPage(snapshot: Snapshot, archive: VisitNeeds['archive']) {
  try {
    return { kind: 'page' as const, page: await archive.read(snapshot), snapshot };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'snapshot') return null;
    throw error;
  }
}
