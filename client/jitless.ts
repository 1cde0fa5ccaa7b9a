/**
 * Compiling schemas needs `eval`, which our Content-Security-Policy rightly forbids. zod looks here before it makes its
 * first schema; its own `z.config` would be too late, since schemas of other chunks are made before a page's code runs.
 */
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });
