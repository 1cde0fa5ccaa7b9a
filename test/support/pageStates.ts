import type { Page } from 'playwright-core';
import type { CurationAction } from '../../shared/conversations/moderator.ts';
import type { NewEvent } from '../../shared/domain.ts';
import type { OpenedReply } from '../../shared/restApi.ts';
import { createFakeCrowd, type FakeCrowd } from './fakeCrowd.ts';
import { busy, denied, inInstagram, tooOld, unasked, withoutWebRtc } from './fakedBrowsers.ts';
import type { RunningServer } from './server.ts';
import { openSocket } from './socket.ts';

/** A state of a page: where it begins, and what leads to it. */
export type PageState = {
  name: string;
  path: string;
  locale?: string;
  /** Files that the page does not get. */
  without?: RegExp;
  /** Runs in the page before its own scripts. */
  before?(): void;
  act?(page: Page): Promise<unknown>;
};

export type PageStates = { states: PageState[]; close(): void };

const press =
  (...keys: string[]) =>
  async (page: Page) => {
    for (const key of keys) await page.keyboard.press(key);
  };
const tiles = (count: number) => (page: Page) =>
  page
    .locator('[data-perspective]')
    .nth(count - 1)
    .waitFor();
const after =
  (...acts: ((page: Page) => Promise<unknown>)[]) =>
  async (page: Page) => {
    for (const act of acts) await act(page);
  };
const openForm = (page: Page) => page.locator('button.button').first().click();
/** Sheets are dialogs, panels complementary; each is drawn before it is looked at. */
const isOpen = (page: Page) => page.locator('dialog[open], [role="dialog"], aside').first().waitFor();
const status = (is: string) => (page: Page) => page.locator(`main[data-status="${is}"]`).waitFor();
const firstCard = (page: Page) => page.locator('.wall-card').first().waitFor();
const chooseCard = (page: Page) => page.locator('.card-face').first().click();
const report = async (page: Page) => {
  await page.locator('.tile').first().hover();
  await page.locator('.tile-report').first().click({ force: true });
};

const inFrench = ({ name, ...state }: PageState): PageState => ({ ...state, name: `${name}, French`, locale: 'fr-FR' });

const home: PageState[] = [
  { name: 'home', path: '/', act: (page) => page.locator('[data-event]').first().waitFor() },
  { name: 'opening form', path: '/', act: after(openForm, isOpen) },
  {
    name: 'opening form for later',
    path: '/',
    act: after(openForm, isOpen, (page) =>
      page.locator('.start-field input[type="radio"]').nth(1).check({ force: true }),
    ),
  },
  {
    name: 'opening form with errors',
    path: '/',
    act: after(openForm, isOpen, (page) => page.locator('form button[type="submit"]').click()),
  },
  {
    name: 'opened, and own events',
    path: '/',
    act: after(
      openForm,
      isOpen,
      (page) => page.locator('#title').fill('An evening of ours'),
      (page) => page.locator('form button[type="submit"]').click(),
      (page) => page.locator('.event-links').waitFor(),
    ),
  },
  {
    name: 'opening form with a place',
    path: '/',
    act: after(
      openForm,
      isOpen,
      (page) => page.locator('#venue').fill('48.8606, 2.3376'),
      (page) => page.locator('.picker-venue').waitFor({ state: 'attached' }),
    ),
  },
  {
    name: 'too old a browser',
    path: '/',
    before: tooOld,
    // The scripts of such a browser do not run to the end.
    without: /assets\/index.*\.js/,
    act: (page) => page.locator('[data-boot="tooOld"]').waitFor(),
  },
  { name: 'no such page', path: '/nothing-here', act: (page) => page.locator('main').first().waitFor() },
  { name: 'no such event', path: '/e/nothing-here-at-all', act: (page) => page.locator('main h1').first().waitFor() },
];

function watching(none: string, one: string, four: string, nine: string): PageState[] {
  const ofFour = (name: string, ...acts: ((page: Page) => Promise<unknown>)[]): PageState => ({
    name: `watch, ${name}`,
    path: four,
    act: after(tiles(4), ...acts),
  });
  return [
    { name: 'watch, nobody', path: none, act: (page) => page.locator('main .poster h2').waitFor() },
    { name: 'watch, one tile', path: one, act: tiles(1) },
    ofFour('four tiles'),
    { name: 'watch, nine tiles', path: nine, act: tiles(9) },
    {
      name: 'watch, more than fit',
      path: `${nine}?tiles=4`,
      act: (page) => page.locator('[data-thumbnail] img').first().waitFor(),
    },
    {
      name: 'watch, busy device',
      path: nine,
      before: busy,
      act: (page) => page.locator('[data-device-notice]').first().waitFor(),
    },
    { name: 'watch, without WebRTC', path: four, before: withoutWebRtc, act: (page) => page.locator('h1').waitFor() },
    ofFour('focus', press('g')),
    ofFour('solo', press('f')),
    ofFour('plan', (page) => page.locator('.plan-marker').first().waitFor({ state: 'attached' })),
    ofFour('synchrony', press('s'), isOpen),
    ofFour('talk', press('c'), isOpen),
    ofFour('keys', press('?'), isOpen),
    ofFour('report', report, isOpen),
  ];
}

/** `apart`: an event that this browser does not film: when a camera ends in one tab, the others of its event say so. */
function filming(event: string, elsewhere: string, third: string, apart: string): PageState[] {
  const live = `${event}/live?camera=virtual&width=320&height=180&fps=5&layers=1`;
  const sheet = (at: number): PageState => ({
    name: `film, sheet ${at + 1}`,
    path: live,
    act: after(
      (page) => page.locator('.film').waitFor(),
      (page) => page.locator('.film-top button').nth(at).click(),
      isOpen,
    ),
  });
  return [
    { name: 'film, before', path: live, act: (page) => page.locator('.film').waitFor() },
    { name: 'film, live', path: `${live}&auto=1`, act: status('live') },
    {
      name: 'film, after',
      // One tab of a browser films an event.
      path: `${elsewhere}/live?camera=virtual&width=320&height=180&fps=5&layers=1&auto=1`,
      act: after(
        status('live'),
        (page) => page.locator('.film-go[data-variant="end"]').click(),
        (page) => page.locator('.film-go[data-variant="end"]').waitFor({ state: 'detached' }),
      ),
    },
    sheet(0),
    sheet(1),
    sheet(2),
    { name: 'film, unasked', path: `${apart}/live`, before: unasked, act: status('unasked') },
    { name: 'film, denied', path: `${apart}/live`, before: denied, act: status('noCamera') },
    {
      name: 'film, device’s camera',
      path: `${third}/live`,
      act: after(status('ready'), (page) => page.locator('.film-tool').last().click(), isOpen),
    },
    {
      name: 'film, in an app',
      path: `${event}/live`,
      before: inInstagram,
      act: (page) => page.locator('.elsewhere').waitFor(),
    },
    { name: 'clock', path: `${event}/clock`, act: (page) => page.locator('.sync-clock').waitFor() },
  ];
}

function moderating(four: string, held: string, watch: string): PageState[] {
  const wall = (name: string, ...acts: ((page: Page) => Promise<unknown>)[]): PageState => ({
    name: `moderate, ${name}`,
    path: four,
    act: after(firstCard, ...acts),
  });
  return [
    wall('wall'),
    wall('chosen', chooseCard),
    ...['1', '2', '3', '4', '5', '6'].map((key) => wall(`panel ${key}`, press(key), isOpen)),
    wall('ban', chooseCard, press('n'), isOpen),
    wall('rename', chooseCard, press('r'), isOpen),
    wall('keys', press('?'), isOpen),
    wall('grid', press('w'), tiles(4)),
    { name: 'moderate, waiting', path: held, act: firstCard },
    {
      name: 'moderate, refused',
      path: `${watch}/moderate#not-a-token`,
      act: (page) => page.locator('main h1').first().waitFor(),
    },
  ];
}

/** Phones that stop, and what moderators decide about phones. */
async function stoppedOrDecided(server: RunningServer, crowd: FakeCrowd): Promise<PageState[]> {
  const frozen = await crowd.open(1);
  const path = `/e/${frozen.event.id}`;
  const film = async (is: string, wish: Partial<NewEvent> = {}, action?: CurationAction): Promise<PageState> => {
    const { event, token } = await crowd.open(0, wish);
    const decide = async () => {
      if (!action) return;
      const { perspectives } = await (await fetch(`${server.url}/api/events/${event.id}/perspectives`)).json();
      const moderator = await openSocket(server.url, 'moderator', { event: event.id, token });
      await moderator.must('curate', { perspective: perspectives[0].id, action, why: 'It filmed children' });
      moderator.close();
    };
    return {
      name: `film, ${is}`,
      path: `/e/${event.id}/live?camera=virtual&width=320&height=180&fps=5&layers=1&auto=1`,
      act: after(status(action ? 'live' : is), decide, status(is)),
    };
  };
  return [
    {
      name: 'watch, frozen',
      path,
      act: after(
        async () => crowd.freeze(frozen.event.id, false),
        (page) => page.locator('.tile[data-state="live"]').waitFor(),
        async () => crowd.freeze(frozen.event.id, true),
        (page) => page.locator('.tile[data-state="stalled"]').waitFor(),
      ),
    },
    await film('held', { doors: 'held' }),
    await film('removed', {}, 'remove'),
    await film('banned', {}, 'ban'),
  ];
}

/** Every state that a visitor may meet, on a server that takes plain RTP beside WebRTC. */
export async function openPageStates(server: RunningServer): Promise<PageStates> {
  const crowd = createFakeCrowd(server);
  const hourMs = 3_600_000;
  const [none, one, four, nine, held, ahead, over] = [
    await crowd.open(0),
    await crowd.open(1),
    await crowd.open(4),
    await crowd.open(9),
    await crowd.open(2, { doors: 'held' }),
    await crowd.open(0, { title: 'A march to come', startsAt: Date.now() + 24 * hourMs }),
    await crowd.open(0, { title: 'A march that is over' }),
  ];
  const ending = await openSocket(server.url, 'moderator', { event: over.event.id, token: over.token });
  await ending.must('closeEvent', {});
  ending.close();
  const watch = ({ event }: OpenedReply) => `/e/${event.id}`;
  const alone = (page: Page) => page.locator('main .poster h2').first().waitFor();
  const states: PageState[] = [
    ...home,
    ...watching(watch(none), watch(one), watch(four), watch(nine)),
    { name: 'watch, to come', path: watch(ahead), act: alone },
    { name: 'watch, over', path: watch(over), act: alone },
    { name: 'film, to come', path: `${watch(ahead)}/live`, act: (page) => page.locator('main h1').waitFor() },
    { name: 'film, over', path: `${watch(over)}/live`, act: (page) => page.locator('main h1').waitFor() },
    { name: 'demo', path: '/demo?cameras=1', act: tiles(1) },
    ...filming(watch(none), watch(one), watch(four), watch(nine)),
    ...(await stoppedOrDecided(server, crowd)),
    ...moderating(four.links.moderate, held.links.moderate, watch(four)),
  ];
  const french = ['home', 'watch, four tiles', 'film, unasked', 'moderate, chosen'];
  return {
    states: [...states, ...states.filter(({ name }) => french.includes(name)).map(inFrench)],
    close: () => crowd.close(),
  };
}
