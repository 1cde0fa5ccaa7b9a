import { registerHooks } from 'node:module';

/**
 * Preloaded into the product's server: replaces ICE, DTLS and SRTP by plain RTP, so that phones and viewers can be
 * simulated packet by packet.
 */
const product = new URL('../../../server/media/transport.ts', import.meta.url).href;
const plain = new URL('./transport.ts', import.meta.url).href;

registerHooks({
  resolve(specifier, context, next) {
    const resolved = next(specifier, context);
    return resolved.url === product ? { ...resolved, url: plain } : resolved;
  },
});
