import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** What the pages need of the browser; everything else is off. */
const permissions = [
  'camera=(self)',
  'microphone=(self)',
  'geolocation=(self)',
  'accelerometer=(self)',
  'gyroscope=(self)',
  'magnetometer=(self)',
  'screen-wake-lock=(self)',
  'fullscreen=(self)',
  'autoplay=(self)',
  'web-share=(self)',
  'payment=()',
  'usb=()',
  'bluetooth=()',
  'display-capture=()',
  'browsing-topics=()',
].join(', ');

/** Strict headers: everything from here, nothing from anybody else. */
export function headers(isSecure: boolean): RequestHandler[] {
  return [
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          'default-src': ["'self'"],
          'img-src': ["'self'", 'data:', 'blob:'],
          'media-src': ["'self'", 'blob:', 'mediastream:'],
          'worker-src': ["'self'", 'blob:'],
          'base-uri': ["'none'"],
          'form-action': ["'self'"],
          'frame-ancestors': ["'none'"],
          'object-src': ["'none'"],
        },
      },
      strictTransportSecurity: isSecure,
      referrerPolicy: { policy: 'no-referrer' },
    }),
    (_request, response, next) => {
      response.setHeader('Permissions-Policy', permissions);
      next();
    },
  ];
}
