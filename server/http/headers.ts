import type { Request, RequestHandler } from 'express';
import helmet from 'helmet';

/** What the pages need of the browser. */
const needed = [
  'camera',
  'microphone',
  'geolocation',
  // Which way a phone looks.
  'accelerometer',
  'gyroscope',
  'magnetometer',
  'screen-wake-lock',
  'fullscreen',
  'autoplay',
  'web-share',
  'clipboard-write',
];
/** What they do not, whoever should get a script into them. */
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
  'picture-in-picture',
  'publickey-credentials-get',
  'serial',
  'storage-access',
  'sync-xhr',
  'usb',
  'window-management',
  'xr-spatial-tracking',
];
const permissions = [...needed.map((each) => `${each}=(self)`), ...off.map((each) => `${each}=()`)].join(', ');

/** A year, as browsers' lists of such sites want it. */
const hstsSeconds = 365 * 86_400;

/** What may stand in a header and names a host; anything else names none. */
const hostPattern = /^[\w.-]+(:\d{1,5})?$|^\[[\da-f:]+\](:\d{1,5})?$/i;

/** Not every browser takes `'self'` to mean its sockets, too. */
function ownSockets(host: string | undefined): string {
  return host && hostPattern.test(host) ? `ws://${host} wss://${host}` : '';
}

/** Strict headers: everything from here, nothing from anybody else, and no script or style but in files of ours. */
export function headers(): RequestHandler[] {
  return [
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          'default-src': ["'none'"],
          'script-src': ["'self'"],
          'style-src': ["'self'"],
          // Stills come over the socket, and are shown from memory.
          'img-src': ["'self'", 'blob:'],
          'media-src': ["'self'", 'blob:'],
          'worker-src': ["'self'"],
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
      // Also where a proxy that is believed speaks TLS for us. What else the domain has is not ours to bind.
      if (request.secure) response.setHeader('Strict-Transport-Security', `max-age=${hstsSeconds}`);
      next();
    },
  ];
}
