import { formatsOf } from '../../formats.ts';

const { count } = formatsOf('en-GB');

/** What a spectator sees and can do about the own video. */
export const mine = {
  title: 'My video',
  now: 'watching now',
  inAll: 'viewers in total',
  minutes: 'minutes watched',
  intro:
    'Nothing is kept about this camera yet. Once you are live, you see here how many are watching, what moderators decided about your video and what is kept about it. You can download or delete all of it.',
  decisions: 'Decisions about it',
  noDecisions: 'No decisions so far.',
  featured: (from: string, to: string | null) => (to ? `Featured from ${from} to ${to}` : `Featured since ${from}`),
  byEvent: 'the event’s rules',
  byModerator: (id: string) => `moderator ${id}`,
  decidedNow: (what: string, why: string) => (why ? `${what}: “${why}”` : what),
  what: 'What you can do',
  name: 'Name shown with your video',
  rename: 'Rename',
  renameHint: 'Your video is interrupted for a moment and keeps its place.',
  pause: 'Pause',
  resume: 'Resume',
  paused: { sentence: 'Paused', advice: 'Nothing is sent. Your place in the grid is kept.' },
  coarser: 'Share only my area',
  hidePlace: 'Stop sharing my location',
  download: 'Download my data',
  placeNow: { off: '', area: 'Others see the area you are in.', exact: 'Moderators see your exact location.' },
  see: 'See or delete what is kept',
  held: 'What is kept',
  nothing: 'Nothing.',
  untilAfter: (hours: number) =>
    hours < 48
      ? `All of it is deleted ${count(Math.round(hours), 'hour', 'hours')} after the event ends.`
      : `All of it is deleted ${Math.round(hours / 24)} days after the event ends.`,
  until: (when: string) => `All of it is deleted by ${when}.`,
  takeBack: 'Delete everything',
  takeBackMeans:
    'You stop being live, and the server deletes everything it keeps about this device for this event. This cannot be undone.',
  takeBackNow: 'Delete',
  keep: 'Keep it',
  takenBack: 'Everything is deleted',
  was: 'What was kept',
  left: 'What is left',
  nothingLeft: 'Nothing is left.',
  filesSoon: 'Within a minute it is gone from the server’s files as well.',
  filesLater:
    'This server’s database keeps older copies in its files for a while. Ask whoever runs the server for how long.',
  leftWhy: 'A ban or a mute stays until the event’s data is deleted; otherwise it would have no effect.',
  kinds: {
    record: 'Your perspective',
    camera: 'Your camera’s key, as a digest',
    device: 'This device, as a digest',
    place: 'Your location',
    curation: 'Moderators’ settings for it',
    decisions: 'Decisions in the log',
    messages: 'Your messages',
    statistics: 'How long it was filmed and watched',
    reportsAbout: 'Reports about it',
    reportsBy: 'Reports by you',
    trust: 'That moderators trust it',
    ban: 'That it is banned',
    mute: 'That you are muted',
  },
};
