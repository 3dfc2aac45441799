import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The dashboard alone: the program itself is compiled by tsc, or runs as it is. */
export default defineConfig({
  root: fileURLToPath(new URL('./src/dashboard/app', import.meta.url)),
  plugins: [react()],
  build: {
    outDir: fileURLToPath(new URL('./dist/dashboard', import.meta.url)),
    emptyOutDir: true,
    target: 'baseline-widely-available',
    // Everything comes from files of our own origin: the Content-Security-Policy allows no more.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  // For `vite` beside a running `wellspring start`.
  server: { proxy: { '/v1': 'http://127.0.0.1:8420' } },
});
