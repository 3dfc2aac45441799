import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Files start real servers and browsers; two at a time keeps a two-core machine honest.
    maxWorkers: 2,
  },
});
