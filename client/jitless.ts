import { z } from 'zod';

// Compiling schemas needs `eval`, which our Content-Security-Policy rightly forbids.
z.config({ jitless: true });
