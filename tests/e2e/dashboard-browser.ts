import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright';
import { z } from 'zod';

const executablePath = process.env.WELLSPRING_CHROMIUM ?? '/usr/bin/chromium';
const root = fileURLToPath(new URL('../..', import.meta.url));

/** Whether there is no browser to test with; said once a file, and an error where all has to be tested. */
export function lacksChromium(): boolean {
  if (existsSync(executablePath)) return false;
  const line = `no Chromium at ${executablePath}; name one in WELLSPRING_CHROMIUM`;
  if (process.env.CI === 'true') throw new Error(line);
  process.stderr.write(`dashboard tests are skipped: ${line}\n`);
  return true;
}

export type DashboardBrowser = {
  browser: Browser;
  /** Where the dashboard of today's sources was built. */
  folder: string;
  /** A window that notes each error and warning of its console. */
  open(options?: Parameters<Browser['newPage']>[0]): Promise<{ page: Page; complaints: string[] }>;
  close(): Promise<void>;
};

export async function openDashboardBrowser(): Promise<DashboardBrowser> {
  const folder = await mkdtemp(join(tmpdir(), 'wellspring-dashboard-'));
  const [browser] = await Promise.all([
    chromium.launch({
      executablePath,
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    }),
    buildInto(folder),
  ]);
  return {
    browser,
    folder,
    async open(options = {}) {
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, ...options });
      const complaints: string[] = [];
      page.on('console', (message) => {
        // A script or style that the Content-Security-Policy forbids is a complaint too.
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(error.message));
      return { page, complaints };
    },
    async close() {
      await browser.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** In a process of its own: the test runner's NODE_ENV would make a build for developers. */
async function buildInto(folder: string): Promise<void> {
  const { NODE_ENV: _, ...env } = process.env;
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  await promisify(execFile)(process.execPath, [vite, 'build', '--outDir', folder], { cwd: root, env });
}

const Violations = z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) }));

/** What axe finds wrong with a page as it stands; of frames it looks at ours alone. */
export async function axeViolations(page: Page): Promise<z.infer<typeof Violations>> {
  await page.evaluate(axe.source);
  return Violations.parse(
    await page.evaluate('axe.run({ iframes: false }).then(({ violations }) => violations)'),
  );
}

/** Numbers of a page without a definition: in figures, in columns of tables, in front of a name. */
export async function undefinedNumbers(page: Page): Promise<string[]> {
  return z.array(z.string()).parse(
    await page.evaluate(() => {
      const isDefined = (element: Element) => element.closest('[data-term]') !== null;
      const columnOf = (cell: HTMLTableCellElement) =>
        cell.closest('table')?.tHead?.rows[0]?.cells[cell.cellIndex]?.querySelector('[data-term]') ?? null;
      const cells = [...document.querySelectorAll<HTMLTableCellElement>('main td.number')]
        .filter((cell) => !isDefined(cell) && !cell.querySelector('[data-term]') && !columnOf(cell))
        .map((cell) => `column ${cell.cellIndex}: ${cell.textContent}`);
      const bold = [
        ...document.querySelectorAll('main strong, main b, main .badge, main .count, main .figure dd > span'),
      ]
        .filter((element) => /\d/.test(element.textContent ?? '') && !isDefined(element))
        .filter((element) => !element.matches('.note') && !element.querySelector('[data-term]'))
        .map((element) => element.outerHTML.slice(0, 200));
      return [...cells, ...bold];
    }),
  );
}
