import { Readable } from 'node:stream';
import { Agent, type Dispatcher, errors, request } from 'undici';
import type { Outcome } from '../../src/model/outcome.ts';
import { type AddressRule, addressRule } from './address-rule.ts';
import {
  checkedAddresses,
  guardedConnector,
  RefusedAddressError,
  type Resolve,
  systemResolve,
} from './guarded-connector.ts';
import { ProxyError } from './proxy-connector.ts';
import { DeadlineError, joinFields, readAnswer } from './read-answer.ts';
import { undoCodings } from './undo-codings.ts';

/** One answer; redirects are not followed here, since each new address has to pass the host gate too. */
export type Answer = {
  status: number;
  /** Names in lower case; repeated fields joined by ", ". */
  headers: Record<string, string>;
  /** Content codings undone. */
  body: Buffer<ArrayBuffer>;
};

/** Why there is no answer: an outcome for the URL, not a fault of ours. */
export type NoAnswer = {
  outcome: Extract<Outcome, 'refused-address' | 'too-large' | 'timeout' | 'http-error'>;
  reason: string;
  /** True where another try may go better. */
  passing: boolean;
};

export type GetOptions = {
  headers?: Readonly<Record<string, string>>;
  signal?: AbortSignal;
  /** Smaller than the client's own limit. */
  maxBytes?: number;
};

export type PostOptions = {
  headers: Readonly<Record<string, string>>;
  /** Pieces go out as they come; pieces that end in an error break the connection off. */
  body: string | AsyncIterable<string>;
  signal?: AbortSignal;
  /** So much of the answer's body is kept; the rest is not read. */
  maxBytes: number;
};

/** The one way out: every byte from outside comes through `get` or `post`. */
export type GuardedClient = {
  get(url: string, options?: GetOptions): Promise<Answer | NoAnswer>;
  /** Sends a body. The answer stands as soon as its headers are there; of its body, what came in time is given. */
  post(url: string, options: PostOptions): Promise<Answer | NoAnswer>;
  /** The headers that every request carries. */
  ownHeaders: Readonly<Record<string, string>>;
  /** Why an address may not be spoken to; null where it may. Looks the name up. */
  refusal(url: string): Promise<string | null>;
  /** True where the address is a portal that was allowed by hand (`ip:port`). */
  isOwn(url: string): boolean;
  close(): Promise<void>;
};

export type ClientOptions = {
  userAgent: string;
  /** `ip:port` pairs on this machine or network that may be fetched. */
  allow: readonly string[];
  resolve?: Resolve;
  /** HTTP proxies that lead out of this network; without one, connections go straight. */
  proxies?: readonly string[];
  /** On the wire, and again with codings undone. */
  maxBytes?: number;
  connectTimeoutMs?: number;
  /** To the end of the headers. */
  headersTimeoutMs?: number;
  /** From the first byte sent to the last received. */
  totalTimeoutMs?: number;
  /** Sockets to one origin. */
  connections?: number;
};

const megabytes5 = 5 * 1_024 * 1_024;
const maxHeaderBytes = 64 * 1_024;

export function openGuardedClient({
  userAgent,
  allow,
  resolve = systemResolve,
  proxies = [],
  maxBytes = megabytes5,
  connectTimeoutMs = 10_000,
  headersTimeoutMs = 15_000,
  totalTimeoutMs = 30_000,
  connections = 8,
}: ClientOptions): GuardedClient {
  const rule = addressRule(allow);
  const agent = new Agent({
    connect: guardedConnector(rule, resolve, connectTimeoutMs, proxies),
    headersTimeout: headersTimeoutMs,
    bodyTimeout: totalTimeoutMs,
    maxHeaderSize: maxHeaderBytes,
    keepAliveTimeout: 10_000,
    connections,
    pipelining: 1,
    allowH2: false,
  });
  const ownHeaders = {
    'user-agent': userAgent,
    accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5',
    'accept-encoding': 'gzip, deflate, br, zstd',
  };

  return {
    ownHeaders,
    isOwn: (url) => isOwn(url, rule),
    refusal: (url) => refusalOf(url, rule, resolve),
    async get(url, { headers = {}, signal, maxBytes: lower = maxBytes } = {}) {
      const most = Math.min(lower, maxBytes);
      try {
        const answer = await readAnswer(agent, url, {
          headers: { ...ownHeaders, ...headers },
          ...{ maxBytes: most, totalTimeoutMs },
          ...(signal ? { signal } : {}),
        });
        if (!answer.body) return tooLarge(`more than ${most} bytes on the wire`);
        const undone = await undoCodings(answer.body, answer.headers['content-encoding'] ?? '', most);
        if ('problem' in undone) {
          return undone.problem === 'too-large'
            ? tooLarge(undone.reason)
            : { outcome: 'http-error', reason: undone.reason, passing: false };
        }
        return { status: answer.status, headers: answer.headers, body: undone.bytes };
      } catch (error) {
        if (signal?.aborted) throw error;
        return whyNot(error, totalTimeoutMs);
      }
    },
    async post(url, { headers, body, signal, maxBytes: most }) {
      const deadline = AbortSignal.timeout(totalTimeoutMs);
      try {
        const answer = await request(url, {
          method: 'POST',
          dispatcher: agent,
          headers: { 'user-agent': userAgent, accept: '*/*', ...headers },
          body: typeof body === 'string' ? body : Readable.from(body),
          signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
        });
        return {
          status: answer.statusCode,
          headers: joinFields(answer.headers),
          body: await beginning(answer.body, most),
        };
      } catch (error) {
        if (signal?.aborted) throw error;
        return whyNot(deadline.aborted ? new DeadlineError() : error, totalTimeoutMs);
      }
    },
    close: () => agent.destroy(),
  };
}

/** The first bytes of a body that nobody needs whole; a body that breaks off or stalls gives what came of it. */
async function beginning(body: Dispatcher.ResponseData['body'], most: number): Promise<Buffer<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of body) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= most) break;
    }
  } catch {
    // The status has been said; why the rest did not come changes nothing.
  }
  return Buffer.concat(chunks).subarray(0, most);
}

async function refusalOf(url: string, rule: AddressRule, resolve: Resolve): Promise<string | null> {
  const { hostname, port, protocol } = new URL(url);
  try {
    await checkedAddresses(
      hostname.replace(/^\[|\]$/g, ''),
      Number(port || (protocol === 'https:' ? 443 : 80)),
      rule,
      resolve,
    );
    return null;
  } catch (error) {
    // A name that is not known is no refusal: who fetches it will learn that.
    return error instanceof RefusedAddressError ? error.message : null;
  }
}

function isOwn(url: string, rule: AddressRule): boolean {
  const { hostname, port, protocol } = new URL(url);
  return rule.isOwn(hostname.replace(/^\[|\]$/g, ''), Number(port || (protocol === 'https:' ? 443 : 80)));
}

function tooLarge(reason: string): NoAnswer {
  return { outcome: 'too-large', reason, passing: false };
}

function whyNot(error: unknown, totalTimeoutMs: number): NoAnswer {
  if (error instanceof RefusedAddressError) {
    return { outcome: 'refused-address', reason: error.message, passing: false };
  }
  if (error instanceof DeadlineError) {
    return { outcome: 'timeout', reason: `no whole answer within ${totalTimeoutMs / 1000} s`, passing: true };
  }
  if (error instanceof errors.ConnectTimeoutError || error instanceof errors.HeadersTimeoutError) {
    return { outcome: 'timeout', reason: `${error.message} (${error.code})`, passing: true };
  }
  if (error instanceof errors.BodyTimeoutError) {
    return { outcome: 'timeout', reason: 'the body stopped coming', passing: true };
  }
  if (error instanceof errors.HeadersOverflowError) {
    return { outcome: 'too-large', reason: `more than ${maxHeaderBytes} bytes of headers`, passing: false };
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (error instanceof ProxyError) return { outcome: 'http-error', reason: error.message, passing: true };
  const reason = connectionFaults[code] ?? (error instanceof Error ? error.message || code : String(error));
  return { outcome: 'http-error', reason, passing: code !== 'ENOTFOUND' && !code.startsWith('CERT_') };
}

const connectionFaults: Readonly<Record<string, string>> = {
  ENOTFOUND: 'the name of the host is not known',
  EAI_AGAIN: 'the name of the host could not be looked up just now',
  ECONNREFUSED: 'the host refused the connection',
  ECONNRESET: 'the host closed the connection before the answer was whole',
  UND_ERR_SOCKET: 'the host closed the connection before the answer was whole',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the host cannot be reached',
};
