import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 180_000,
    // What a page shows is waited for: it comes when the machine gets to it.
    expect: { poll: { timeout: 20_000 } },
    // Files start real servers and browsers; two at a time keeps a two-core machine honest.
    maxWorkers: 2,
  },
});
