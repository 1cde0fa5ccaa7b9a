import { formatsOf } from '../../formats.ts';
import { mine } from './mine.ts';

const { count, tenths } = formatsOf('en-GB');

export const live = {
  turnOn: {
    title: 'Film this event',
    why: 'Your camera becomes one of the event’s perspectives.',
    shown: 'No one sees or hears you until you go live.',
    shownHeld: 'No one sees or hears you until you go live and a moderator approves your camera.',
    kept: 'Your video and sound are not recorded.',
    act: 'Turn on camera',
  },
  inApp: {
    title: 'Open this page in your browser',
    why: (app: string) => `You need your browser to film: ${app || 'this app'} keeps the camera to itself.`,
    open: { ios: 'Open in Safari', android: 'Open in your browser', other: 'Open in your browser' },
    steps: {
      menu: (sign: string, corner: string) => `Tap ${sign} ${corner}.`,
      signs: { ios: '⋯ or the share icon', android: '⋮ or ⋯', other: '⋯' },
      corners: { top: 'at the top right', bottom: 'at the bottom right', any: 'in a corner of the screen' },
      choose: (entry: string) => `Choose “${entry}”.`,
      entries: {
        external: 'Open in external browser',
        browser: 'Open in browser',
        default: 'Open in default browser',
      },
    },
    orCopy: {
      ios: 'Or copy the link and paste it into Safari.',
      android: 'Or copy the link and paste it into your browser.',
      other: 'Or copy the link and paste it into your browser.',
    },
    stay: 'Try it here',
  },
  devices: {
    title: 'Camera and microphone',
    tool: 'Devices',
    names: { video: 'Camera', audio: 'Microphone' },
    none: { video: 'None in use', audio: 'None in use' },
    hint: 'You can switch while you are live.',
    busy: 'It could not be opened. Close other apps that use it, then choose it again.',
  },
  ended: {
    filmed: 'filmed',
    most: 'peak viewers',
    duration: (minutes: number) => {
      if (minutes < 1) return `${Math.round(minutes * 60)} s`;
      const whole = Math.round(minutes);
      return whole < 60 ? `${whole} min` : `${Math.floor(whole / 60)} h ${whole % 60} min`;
    },
    notRecorded: 'Your video and sound were not recorded.',
  },
  syncCheck: {
    title: 'Sync check',
    tool: 'Sync',
    hint: 'Open this page on another screen, point your camera at it and hold still for two seconds. Viewers’ pages then correct for your camera’s delay.',
    start: 'Film the clock',
    filming: 'Filming…',
    found: (ms: number) => `Your camera is ${ms} ms late. Viewers’ pages now correct for that.`,
    notSeen: 'The clock was not in the middle of the picture. Move closer and try again.',
    known: (ms: number) => `Last measured: ${ms} ms.`,
  },
  mine,
  warned: {
    sentence: 'This phone is sending too much',
    advice: 'If it goes on, the server will end it. Reload the page, or close other apps that use the camera.',
  },
  goLive: 'Go live',
  filmHere: 'Film here',
  end: 'End',
  comeBack: 'Reconnect',
  restartCamera: 'Restart camera',
  name: 'Name',
  nameHint: 'Optional, shown with your video',
  preview: 'Your video',
  tools: 'Camera and sound',
  microphone: 'Microphone',
  microphoneNow: {
    on: 'Microphone on',
    off: 'Microphone off',
    missing: 'No microphone',
    silent: 'Microphone stopped',
  },
  music: 'Music',
  musicHint: 'Music: unprocessed stereo sound',
  flip: 'Flip',
  flipHint: 'Flip to the other camera',
  torch: 'Light',
  zoom: 'Zoom',
  zoomNow: (times: number) => `${tenths(times)}×`,
  place: { off: 'Location: off', area: 'Location: area', exact: 'Location: exact' },
  placeTitle: 'Your location',
  precision: { off: 'Off', area: 'Area', exact: 'Exact' },
  precisionHint: {
    off: 'No one learns where you are.',
    area: 'Everyone sees the 111 m square you are in, and which way you film.',
    exact: 'Only moderators see your exact location. Everyone else sees the square, and which way you film.',
  },
  placeState: {
    off: '',
    seeking: 'Finding your location…',
    known: 'Location found.',
    denied:
      'This browser may not use your location: allow it in the settings of the browser or the phone, then choose again.',
    unavailable: 'Your location cannot be found right now. It works best outdoors.',
  },
  invite: { title: 'Invite others', tool: 'Invite', hint: 'Scan this code with another phone to film this event too.' },
  shareLink: 'Share link',
  copyLink: 'Copy link',
  copied: 'Link copied',
  watch: 'Watch the event',
  watching: (n: number) => count(n, 'person is watching', 'people are watching'),
  pill: {
    connecting: 'Connecting',
    held: 'Awaiting approval',
    live: 'Live',
    interrupted: 'Interrupted',
    still: 'No picture',
    offline: 'Offline',
  },
  poor: 'Weak connection',
  soundLost: {
    missing: {
      sentence: 'No microphone',
      advice: 'No one can hear you. Connect a microphone and the sound comes back by itself.',
    },
    silent: {
      sentence: 'The microphone has stopped',
      advice: 'No one can hear you: a call or another app is using it. It comes back by itself.',
    },
  },
  explanations: {
    asking: {
      sentence: 'Allow the camera and the microphone',
      advice: 'No one sees or hears you until you go live.',
    },
    offline: { sentence: 'The server cannot be reached', advice: 'This page keeps trying by itself.' },
    held: { sentence: 'Awaiting approval', advice: 'No one but the moderators sees you yet.' },
    paused: {
      sentence: 'New cameras are paused',
      advice: 'Your place in the queue is kept until a moderator approves your camera.',
    },
    poor: {
      sentence: 'Weak connection',
      advice: 'Viewers see you less sharply. Another spot or network may help.',
    },
    interrupted: { sentence: 'Connection lost', advice: 'You will be back by yourself, or right away with a tap.' },
    still: {
      missing: {
        sentence: 'The camera is disconnected',
        advice: 'Plug it in again and the picture comes back. If it stays away, another camera takes over.',
      },
      silent: {
        sentence: 'The camera has stopped',
        advice: 'A call, the lock screen or another app is using it. It comes back by itself, or with a tap.',
      },
    },
    takenOver: {
      sentence: 'You are live in another tab',
      advice: 'Only one tab can film at a time. Film here, and the other one stops.',
    },
    otherEnded: {
      sentence: 'The other tab has stopped filming',
      advice: 'No one sees this phone’s picture now. Film here to go on.',
    },
    removed: {
      sentence: 'A moderator removed your video',
      advice: 'If you go live again, a moderator has to approve your camera first.',
    },
    banned: { sentence: 'A moderator has banned this camera', advice: 'You can still watch.' },
    closed: { sentence: 'The event is over', advice: 'Thank you for filming.' },
    takenBack: {
      sentence: 'Everything is deleted',
      advice: 'The server keeps nothing about this camera any more. You can go live again and start afresh.',
    },
    notTakenBack: {
      sentence: 'You are no longer live, but nothing could be deleted yet',
      advice: 'The server still has what it kept about this camera. Delete everything again in a moment.',
    },
    tooMuch: {
      sentence: 'This phone sent more than the event can take',
      advice: 'Reload the page and go live again: it may be older than the server.',
    },
    ended: { sentence: 'You are no longer live', advice: 'Thank you for filming. Your camera is off.' },
  },
  announcements: {
    live: 'You are live',
    connecting: 'Connecting',
    ready: 'Ready',
    microphoneOn: 'Microphone on',
    microphoneOff: 'Microphone off: no one can hear you',
    musicOn: 'Music: unprocessed stereo sound',
    musicOff: 'Speech: noise and echo are reduced',
  },
  trouble: {
    denied: { sentence: 'The camera is blocked', advice: '' },
    missing: { sentence: 'No camera found', advice: 'Connect one and try again, or film with a phone.' },
    busy: {
      sentence: 'The camera is in use',
      advice: 'End calls, close other apps and tabs that use it, then try again.',
    },
    insecure: {
      sentence: 'A camera needs a secure address',
      advice: 'Open this page with https://. Whoever runs the server can start it with: npm start -- --https',
    },
    unsupported: {
      sentence: 'This browser cannot use the camera',
      advice: 'Open this page in an up-to-date Safari, Chrome, Firefox or Edge.',
    },
    unknown: {
      sentence: 'The camera did not start',
      advice: 'Try again. If that does not help, restart the browser.',
    },
  },
  allow: {
    iosSafari:
      'Tap the icon at the left of the address (AA or a page), then Website Settings, and allow Camera and Microphone.',
    iosOther: 'Open the iPhone’s Settings, choose this browser, and allow Camera and Microphone.',
    androidFirefox:
      'Tap the lock at the left of the address and allow Camera and Microphone. If that does not help: Settings of the phone, Apps, Firefox, Permissions.',
    androidChrome:
      'Tap the icon at the left of the address, then Permissions, and allow Camera and Microphone. If that does not help: Settings of the phone, Apps, this browser, Permissions.',
    firefox: 'Click the crossed-out camera at the left of the address, remove the block, and try again.',
    safari: 'In the Safari menu choose Settings for this website, and allow Camera and Microphone.',
    chrome: 'Click the icon at the left of the address, switch on Camera and Microphone, and try again.',
  },
  openElsewhere: 'Apps like this one keep the camera to themselves: open this page in Safari or Chrome instead.',
  heldNext: 'A moderator approves each camera before others see it.',
  pausedNext: 'New cameras are paused. You can go live now and wait until a moderator approves your camera.',
  noWebRtc: 'This browser cannot send live video',
};
