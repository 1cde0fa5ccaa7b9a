/** Where an app has the menu of its browser, and what the entry there is called. */
export type AppMenu = {
  corner: 'top' | 'bottom' | 'any';
  entry: 'external' | 'browser' | 'default';
};
export type InAppBrowser = {
  /** Empty if it is not known. */
  app: string;
  os: 'ios' | 'android' | 'other';
  menu: AppMenu;
};

const anywhere: AppMenu = { corner: 'any', entry: 'browser' };

/** By signs of the user agent; the first match counts, since Messenger and Threads have Facebook's, too. */
const apps: readonly [sign: RegExp, app: string, menu: AppMenu][] = [
  [/Barcelona/, 'Threads', { corner: 'top', entry: 'external' }],
  [/Instagram/, 'Instagram', { corner: 'top', entry: 'external' }],
  [/FBAN\/Messenger|MessengerForiOS|Orca-Android|MESSENGER/, 'Messenger', { corner: 'any', entry: 'external' }],
  [/FBAN|FBAV|FB_IAB/, 'Facebook', { corner: 'any', entry: 'external' }],
  [/TikTok|musical_ly|BytedanceWebview|trill_/, 'TikTok', { corner: 'top', entry: 'browser' }],
  [/WhatsApp/, 'WhatsApp', { corner: 'top', entry: 'browser' }],
  [/LinkedInApp/, 'LinkedIn', { corner: 'top', entry: 'browser' }],
  [/\bLine\//, 'LINE', { corner: 'bottom', entry: 'default' }],
  [/Snapchat/, 'Snapchat', anywhere],
  [/MicroMessenger/, 'WeChat', { corner: 'top', entry: 'default' }],
  [/Twitter for|TwitterAndroid/, 'X', anywhere],
  [/Pinterest/, 'Pinterest', { corner: 'top', entry: 'browser' }],
  [/Reddit\//, 'Reddit', anywhere],
  [/Telegram/, 'Telegram', anywhere],
  [/KAKAOTALK/, 'KakaoTalk', { corner: 'bottom', entry: 'default' }],
  // Android's own mark of a page inside an app.
  [/; wv\)/, '', anywhere],
];

const osOf = (userAgent: string): InAppBrowser['os'] => {
  if (/iPhone|iPad|iPod/.test(userAgent)) return 'ios';
  return /Android/.test(userAgent) ? 'android' : 'other';
};

/** The app that shows this page in a browser of its own, by its user agent; null if it is a real browser. */
export function appOf(userAgent: string): InAppBrowser | null {
  const found = apps.find(([sign]) => sign.test(userAgent));
  return found ? { app: found[1], os: osOf(userAgent), menu: found[2] } : null;
}

type Here = { userAgent: string; isSecure: boolean; hasCameraApi: boolean };

const here = (): Here => ({
  userAgent: navigator.userAgent,
  isSecure: window.isSecureContext,
  hasCameraApi: typeof navigator.mediaDevices?.getUserMedia === 'function',
});

/**
 * Such browsers keep the camera to themselves, or forget the permission. On a phone, a page at a secure address that
 * has no camera API is in one, too. Without a secure address no browser would help.
 */
export function inAppBrowser({ userAgent, isSecure, hasCameraApi }: Here = here()): InAppBrowser | null {
  if (!isSecure) return null;
  const os = osOf(userAgent);
  return appOf(userAgent) ?? (os !== 'other' && !hasCameraApi ? { app: '', os, menu: anywhere } : null);
}

/** An address that leads out of the app where the system and the app allow it; null where nothing is known to. */
export function addressOutside(link: string, { app, os }: InAppBrowser): string | null {
  const { protocol, host, pathname } = new URL(link);
  if (app === 'LINE') return `${link}?openExternalBrowser=1`;
  // Safari's own scheme, since iOS 17.
  if (os === 'ios') return `x-safari-${link}`;
  if (os !== 'android') return null;
  const intent = `scheme=${protocol.slice(0, -1)};action=android.intent.action.VIEW`;
  return `intent://${host}${pathname}#Intent;${intent};category=android.intent.category.BROWSABLE;end`;
}
