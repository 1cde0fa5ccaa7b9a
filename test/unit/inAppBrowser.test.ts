import { describe, expect, it } from 'vitest';
import { addressOutside, inAppBrowser } from '../../client/golive/inAppBrowser.ts';

const iPhone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';
const android = 'Mozilla/5.0 (Linux; Android 14; Pixel 8; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0';
const desktop = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0';
const find = (userAgent: string, { isSecure = true, hasCameraApi = true } = {}) =>
  inAppBrowser({ userAgent, isSecure, hasCameraApi });

describe('the browser of an app', () => {
  it.each([
    ['Instagram', 'ios', `${iPhone} Mobile/15E148 Instagram 380.0.0.30.109 (iPhone15,3; iOS 18_5; en_GB)`],
    ['Facebook', 'ios', `${iPhone} Mobile/15E148 [FBAN/FBIOS;FBAV/512.0.0.40.98;FBDV/iPhone15,3]`],
    ['Facebook', 'android', `${android} Chrome/138.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/512.0.0.37.98;]`],
    ['Messenger', 'ios', `${iPhone} Mobile/15E148 [FBAN/MessengerForiOS;FBAV/460.0.0.37.108]`],
    ['TikTok', 'ios', `${iPhone} Mobile/15E148 musical_ly_39.7.0 JsSdk/2.0 BytedanceWebview/d8a21c6`],
    ['TikTok', 'android', `${android} Chrome/138.0 Mobile Safari/537.36 trill_390703 BytedanceWebview/d8a21c6`],
    ['WhatsApp', 'android', `${android} Chrome/138.0 Mobile Safari/537.36 WhatsApp/2.25.20`],
    ['LinkedIn', 'ios', `${iPhone} Mobile/15E148 [LinkedInApp]/9.31.1523`],
    ['LINE', 'ios', `${iPhone} Mobile/15E148 Safari Line/15.10.0`],
    ['Snapchat', 'ios', `${iPhone} Mobile/15E148 Snapchat/13.42.0.43 (like Safari/8621.2.5.10.6)`],
    ['WeChat', 'ios', `${iPhone} Mobile/15E148 MicroMessenger/8.0.60 NetType/WIFI Language/en`],
    ['X', 'ios', `${iPhone} Mobile/15E148 Twitter for iPhone/11.5`],
    ['', 'android', `${android} Chrome/138.0 Mobile Safari/537.36`],
  ] as const)('is %s on %s', (app, os, userAgent) => {
    expect(find(userAgent)).toMatchObject({ app, os });
  });

  it('is told by a missing camera, too; but not on a desktop, nor at an address where no browser has one', () => {
    const bare = `${iPhone} Mobile/15E148`;
    expect(find(bare, { hasCameraApi: false })).toMatchObject({ app: '', os: 'ios' });
    expect(find(bare, { hasCameraApi: false, isSecure: false })).toBeNull();
    expect(find(`${bare} Instagram 380.0`, { isSecure: false })).toBeNull();
    expect(find(desktop, { hasCameraApi: false })).toBeNull();
  });

  it.each([
    ['Safari', `${iPhone} Version/18.5 Mobile/15E148 Safari/604.1`],
    ['Chrome on an iPhone', `${iPhone} CriOS/138.0 Mobile/15E148 Safari/604.1`],
    // Its user agent has no "Safari" either.
    ['a page on the home screen', `${iPhone} Mobile/15E148`],
    [
      'Chrome on Android',
      `${android.replace('; wv', '').replace(' Version/4.0', '')} Chrome/138.0 Mobile Safari/537.36`,
    ],
    ['a desktop', desktop],
  ])('is not %s', (_, userAgent) => {
    expect(find(userAgent)).toBeNull();
  });

  it('is left by an address of the system’s or the app’s own', () => {
    const link = 'https://film.example/e/abc/live';
    const outside = (userAgent: string) => {
      const found = find(userAgent);
      return found && addressOutside(link, found);
    };
    expect(outside(`${iPhone} Instagram 380.0`)).toBe('x-safari-https://film.example/e/abc/live');
    expect(outside(`${android} Instagram 380.0`)).toMatch(
      /^intent:\/\/film\.example\/e\/abc\/live#Intent;scheme=https;/,
    );
    expect(outside(`${iPhone} Line/15.10.0`)).toBe(`${link}?openExternalBrowser=1`);
    expect(outside(`${desktop} MicroMessenger/8.0`)).toBeNull();
  });
});
