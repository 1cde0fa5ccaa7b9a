import type { Request, RequestHandler } from 'express';
import helmet from 'helmet';

/** Browser features that the pages use. */
const needed = [
  'camera',
  'microphone',
  'geolocation',
  // For a phone's heading.
  'accelerometer',
  'gyroscope',
  'magnetometer',
  'screen-wake-lock',
  'fullscreen',
  'picture-in-picture',
  'autoplay',
  'web-share',
  'clipboard-write',
];
/** Browser features no page needs; turned off so that an injected script cannot use them. */
const off = [
  'bluetooth',
  'browsing-topics',
  'clipboard-read',
  'display-capture',
  'encrypted-media',
  'gamepad',
  'hid',
  'idle-detection',
  'keyboard-map',
  'local-fonts',
  'midi',
  'payment',
  'publickey-credentials-get',
  'serial',
  'storage-access',
  'sync-xhr',
  'usb',
  'window-management',
  'xr-spatial-tracking',
];
const permissions = [...needed.map((each) => `${each}=(self)`), ...off.map((each) => `${each}=()`)].join(', ');

/** A year, the least that browsers' preload lists accept. */
const hstsSeconds = 365 * 86_400;

/** A Host header is written into the policy: nothing but a host may get there. */
const hostPattern = /^[\w.-]+(:\d{1,5})?$|^\[[\da-f:]+\](:\d{1,5})?$/i;

/** In some browsers `'self'` does not include WebSockets. */
function ownSockets(host: string | undefined): string {
  return host && hostPattern.test(host) ? `ws://${host} wss://${host}` : '';
}

/** Security headers: all content from this server only, and scripts and styles only from its files. */
export function headers(): RequestHandler[] {
  return [
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          'default-src': ["'none'"],
          'script-src': ["'self'"],
          'style-src': ["'self'"],
          'font-src': ["'self'"],
          // Stills come over the socket, and are shown as blobs.
          'img-src': ["'self'", 'blob:'],
          'media-src': ["'self'", 'blob:'],
          'worker-src': ["'self'"],
          'manifest-src': ["'self'"],
          'connect-src': ["'self'", (request) => ownSockets((request as Request).host)],
          'base-uri': ["'none'"],
          'form-action': ["'none'"],
          'frame-ancestors': ["'none'"],
        },
      },
      strictTransportSecurity: false,
      referrerPolicy: { policy: 'no-referrer' },
    }),
    (request, response, next) => {
      response.setHeader('Permissions-Policy', permissions);
      // `secure` includes a trusted proxy's TLS. No `includeSubDomains`: other hosts of the domain are not ours.
      if (request.secure) response.setHeader('Strict-Transport-Security', `max-age=${hstsSeconds}`);
      next();
    },
  ];
}
