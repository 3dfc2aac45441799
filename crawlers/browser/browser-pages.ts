import type { Browser, BrowserContext, Route, Page as Tab } from 'playwright';
import type { Outcome } from '../../src/model/outcome.ts';
import type { Page } from '../../src/model/page.ts';
import { pageDigest } from '../../src/model/page-digest.ts';
import { canonicalUrl } from '../canonical-url.ts';
import type { Answer, GuardedClient } from '../fetch/guarded-client.ts';
import type { HostGate } from '../gate/host-gate.ts';
import { getByRules } from '../get-by-rules.ts';
import { isCounterUrl } from './counter-url.ts';

export type Rendered = { page: Page } | { outcome: Outcome; reason: string };

/** Pages as a browser shows them, for those that are empty without scripts. */
export type BrowserPages = {
  /** Never throws for what a page does: it crashes, hangs or leads nowhere with an outcome. */
  render(url: string, signal: AbortSignal): Promise<Rendered>;
  close(): Promise<void>;
};

export type BrowserPagesOptions = {
  client: Pick<GuardedClient, 'get'>;
  gate: Pick<HostGate, 'enter'>;
  /** Chromium's path; where it is not named, the usual places are looked at. */
  executablePath: string;
  /** For one page, scripts and all. */
  timeoutMs?: number;
  now: () => Date;
};

/** What a text needs; pictures, films and fonts are never loaded. */
const wanted = new Set(['document', 'script', 'xhr', 'fetch', 'stylesheet']);
/** A page that asks for more is at war with its readers. */
const mostRequests = 150;
/** A page is done when its text has not changed for this long. */
const quietMs = 400;

/**
 * A Chromium whose every request is answered by the guarded client: the browser itself has no way to the network. Its
 * proxy is a closed door, and sockets, service workers and downloads are off.
 */
export function openBrowserPages({
  client,
  gate,
  executablePath,
  timeoutMs = 15_000,
  now,
}: BrowserPagesOptions): BrowserPages {
  let started: Promise<Browser> | null = null;

  async function browser(): Promise<Browser> {
    if (started) {
      const running = await started.catch(() => null);
      if (running?.isConnected()) return running;
    }
    started = launch(executablePath);
    return started;
  }

  return {
    async render(address, signal) {
      const url = canonicalUrl(address);
      if (!url) return { outcome: 'out-of-scope', reason: 'no web address' };
      let context: BrowserContext | null = null;
      try {
        context = await (await browser()).newContext({
          serviceWorkers: 'block',
          acceptDownloads: false,
          javaScriptEnabled: true,
          bypassCSP: false,
        });
        return await rendered(context, url, { client, gate, timeoutMs, now, signal });
      } catch (error) {
        if (signal.aborted) throw error;
        const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
        return { outcome: 'http-error', reason: `the browser: ${reason.slice(0, 200)}` };
      } finally {
        // A crashed browser has no context left to close.
        await context?.close().catch(() => undefined);
      }
    },
    async close() {
      const running = await started?.catch(() => null);
      await running?.close();
      started = null;
    },
  };
}

async function launch(executablePath: string): Promise<Browser> {
  const { chromium } = await import('playwright');
  return chromium.launch({
    executablePath,
    // Chromium's own sandbox cannot be had for the superuser.
    chromiumSandbox: process.getuid?.() !== 0,
    // Whatever would not pass through our routes ends at a closed door.
    proxy: { server: 'http://127.0.0.1:9', bypass: '<-loopback>' },
    args: ['--disable-background-networking', '--disable-component-update', '--no-first-run'],
  });
}

type RenderNeeds = Required<Pick<BrowserPagesOptions, 'client' | 'gate' | 'timeoutMs' | 'now'>> & {
  signal: AbortSignal;
};

async function rendered(context: BrowserContext, url: string, needs: RenderNeeds): Promise<Rendered> {
  const main: { refusal: Rendered | null; answer: Answer | null; finalUrl: string } = {
    refusal: null,
    answer: null,
    finalUrl: url,
  };
  let requests = 0;
  await context.routeWebSocket('**', (socket) => void socket.close());
  const answer = async (route: Route) => {
    const request = route.request();
    requests += 1;
    const isMain = request.isNavigationRequest() && request.frame().parentFrame() === null;
    const refused =
      request.method() !== 'GET' ||
      !wanted.has(request.resourceType()) ||
      requests > mostRequests ||
      (!isMain && isCounterUrl(request.url()));
    if (refused) {
      await route.abort('blockedbyclient');
      return;
    }
    const fetched = await getByRules(request.url(), needs, needs.signal, targetOf);
    if ('outcome' in fetched) {
      if (isMain) main.refusal = fetched;
      await route.abort('accessdenied');
      return;
    }
    if (isMain) {
      main.answer = fetched.answer;
      main.finalUrl = fetched.url;
    }
    await fulfil(route, fetched.answer);
  };
  // A route that cannot be answered any more belongs to a page that is gone.
  await context.route('**/*', (route) => answer(route).catch(() => route.abort().catch(() => undefined)));
  const tab = await context.newPage();
  tab.on('dialog', (dialog) => void dialog.dismiss());
  const crashed = new Promise<never>((_, reject) =>
    tab.on('crash', () => reject(new Error('the page crashed'))),
  );
  // Nobody may be waiting any more when it crashes.
  crashed.catch(() => undefined);
  try {
    const work = async () => {
      await tab.goto(url, { waitUntil: 'domcontentloaded', timeout: needs.timeoutMs });
      // A page that never comes to rest is taken as it is after half of its time.
      await quiet(tab, performance.now() + needs.timeoutMs / 2);
      return tab.content();
    };
    const html = await Promise.race([work(), crashed, after(needs.timeoutMs)]);
    if (html === null)
      return { outcome: 'timeout', reason: `the page was not done after ${needs.timeoutMs / 1_000} s` };
    if (main.refusal) return main.refusal;
    if (!main.answer) return { outcome: 'http-error', reason: 'the browser was given no page' };
    if (main.answer.status < 200 || main.answer.status >= 300) {
      return { outcome: 'http-error', reason: `HTTP ${main.answer.status}` };
    }
    return { page: pageOf(url, main.finalUrl, html, main.answer, needs.now()) };
  } catch (error) {
    if (main.refusal) return main.refusal;
    if (error instanceof Error && error.name === 'TimeoutError') {
      return { outcome: 'timeout', reason: `the page was not done after ${needs.timeoutMs / 1_000} s` };
    }
    throw error;
  }
}

/** A page's own requests go where it says, to the letter. */
const targetOf = (location: string, base: string) => URL.parse(location, base)?.href ?? null;

async function fulfil(route: Route, { status, headers, body }: Answer): Promise<void> {
  // The codings are undone, and cookies are not kept.
  const {
    'content-encoding': _,
    'content-length': __,
    'set-cookie': ___,
    'transfer-encoding': ____,
    ...rest
  } = headers;
  await route.fulfill({ status, headers: rest, body });
}

/** Waits until the text has stopped growing. */
async function quiet(tab: Tab, deadline: number): Promise<void> {
  let last = -1;
  while (performance.now() < deadline) {
    const length = await tab.evaluate(() => document.body?.textContent.length ?? 0);
    if (length === last && length > 0) return;
    last = length;
    await tab.waitForTimeout(quietMs);
  }
}

function after(ms: number): Promise<null> {
  return new Promise((resolve) => setTimeout(() => resolve(null), ms).unref());
}

function pageOf(url: string, finalUrl: string, html: string, { status, headers }: Answer, at: Date): Page {
  const body = new TextEncoder().encode(html);
  return {
    url,
    finalUrl,
    fetchedAt: at.toISOString(),
    status,
    // What the browser gives is its own text, whatever the answer was coded in.
    headers: { ...headers, 'content-type': 'text/html; charset=utf-8' },
    body,
    via: 'browser',
    digest: pageDigest(body),
  };
}
