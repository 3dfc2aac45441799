import { z } from 'zod';

// Imported before any schema is made: zod tries `new Function` when it makes one, and the Content-Security-Policy forbids
// that to all code.
z.config({ jitless: true });
