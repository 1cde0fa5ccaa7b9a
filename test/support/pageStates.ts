import type { Page } from 'playwright-core';
import type { OpenedReply } from '../../shared/restApi.ts';
import { createFakeCrowd } from './fakeCrowd.ts';
import type { RunningServer } from './server.ts';
import { openSocket } from './socket.ts';

/** A state of a page: where it begins, and what leads to it. */
export type PageState = { name: string; path: string; locale?: string; act?(page: Page): Promise<unknown> };

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

const home: PageState[] = [
  { name: 'home', path: '/', act: (page) => page.locator('[data-event]').first().waitFor() },
  { name: 'home, French', path: '/', locale: 'fr-FR', act: (page) => page.locator('[data-event]').first().waitFor() },
  { name: 'opening form', path: '/', act: after(openForm, isOpen) },
  {
    name: 'opening form with errors',
    path: '/',
    act: after(openForm, isOpen, (page) => page.locator('form button[type="submit"]').click()),
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
    { name: 'watch, nobody', path: none, act: (page) => page.locator('main :is(h1, h2, p)').first().waitFor() },
    { name: 'watch, one tile', path: one, act: tiles(1) },
    { name: 'watch, one tile, French', path: one, locale: 'fr-FR', act: tiles(1) },
    ofFour('four tiles'),
    { name: 'watch, nine tiles', path: nine, act: tiles(9) },
    ofFour('focus', press('g')),
    ofFour('synchrony', press('s'), isOpen),
    ofFour('talk', press('c'), isOpen),
    ofFour('keys', press('?'), isOpen),
    ofFour('report', report, isOpen),
  ];
}

function filming(event: string): PageState[] {
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
      path: `${live}&auto=1`,
      act: after(
        status('live'),
        (page) => page.locator('.film-go[data-variant="end"]').click(),
        (page) => page.locator('.film-go[data-variant="end"]').waitFor({ state: 'detached' }),
      ),
    },
    sheet(0),
    sheet(1),
    { name: 'clock', path: `${event}/clock`, act: (page) => page.locator('canvas, svg').first().waitFor() },
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
    ...['1', '2', '3', '4', '5'].map((key) => wall(`panel ${key}`, press(key), isOpen)),
    wall('ban', chooseCard, press('b')),
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
  const alone = (page: Page) => page.locator('main :is(h1, h2, p)').first().waitFor();
  const states = [
    ...home,
    ...watching(watch(none), watch(one), watch(four), watch(nine)),
    { name: 'watch, to come', path: watch(ahead), act: alone },
    { name: 'watch, over', path: watch(over), act: alone },
    { name: 'demo', path: '/demo?cameras=1', act: tiles(1) },
    ...filming(watch(none)),
    ...moderating(four.links.moderate, held.links.moderate, watch(four)),
  ];
  return { states, close: () => crowd.close() };
}
