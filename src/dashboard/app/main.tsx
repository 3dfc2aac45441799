import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { App } from './app.tsx';
import { applyTheme, chosenTheme } from './theme.ts';

// Schemas must not be compiled by `new Function`: the Content-Security-Policy forbids it.
z.config({ jitless: true });

applyTheme(chosenTheme());
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
