/**
 * zod compiles schemas with `eval`, which our Content-Security-Policy forbids. It reads this setting before its first
 * schema; `z.config` would be too late, since schemas of other chunks are created before a page's code runs.
 */
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });
