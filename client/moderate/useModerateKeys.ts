import { useEffect, useRef } from 'react';
import { isElsewhere } from '../viewing/useKeys.ts';
import type { ModeratorCommands } from './state/moderatorCommands.ts';
import { type ModerateState, panelNames } from './state/useModerateState.ts';

type Latest = { state: ModerateState; commands: ModeratorCommands };

/** The nearest card in the row above or below. */
function cardBeside(id: string | undefined, direction: 1 | -1): string | null {
  const cards = [...document.querySelectorAll<HTMLElement>('[data-card]')];
  const own = cards.find(({ dataset }) => dataset.card === id)?.getBoundingClientRect();
  if (!own) return cards[0]?.dataset.card ?? null;
  const middle = (box: DOMRect) => box.left + box.width / 2;
  const beyond = cards
    .map((card) => ({ card, box: card.getBoundingClientRect() }))
    .filter(({ box }) => (box.top - own.top) * direction > own.height / 2)
    .sort((a, b) => (a.box.top - b.box.top) * direction);
  const row = beyond[0]?.box.top ?? 0;
  const inRow = beyond.filter(({ box }) => Math.abs(box.top - row) < own.height / 2);
  inRow.sort((a, b) => Math.abs(middle(a.box) - middle(own)) - Math.abs(middle(b.box) - middle(own)));
  return inRow[0]?.card.dataset.card ?? null;
}

function chooseAndFocus({ choice }: ModerateState, id: string | null) {
  if (id === null) return;
  choice.choose(id);
  const face = document.querySelector<HTMLElement>(`[data-card="${id}"] .card-face`);
  face?.focus({ preventScroll: true });
  face?.scrollIntoView({ block: 'nearest' });
}

/** Only on the wall: the grid has keys of its own. */
const onWall: Record<string, (latest: Latest) => void> = {
  ArrowLeft: ({ state }) => chooseAndFocus(state, state.choice.step(-1)),
  ArrowRight: ({ state }) => chooseAndFocus(state, state.choice.step(1)),
  k: ({ state }) => chooseAndFocus(state, state.choice.step(-1)),
  j: ({ state }) => chooseAndFocus(state, state.choice.step(1)),
  ArrowUp: ({ state }) => chooseAndFocus(state, cardBeside(state.choice.chosen?.id, -1)),
  ArrowDown: ({ state }) => chooseAndFocus(state, cardBeside(state.choice.chosen?.id, 1)),
  'Shift ArrowLeft': ({ commands }) => commands.shift(-1),
  'Shift ArrowRight': ({ commands }) => commands.shift(1),
  m: ({ state: { choice, heard, setHeard } }) =>
    setHeard(heard === choice.chosen?.id ? null : (choice.chosen?.id ?? null)),
  y: () => document.querySelector<HTMLElement>('.why-field')?.focus(),
  Escape({ state }) {
    if (state.panel) state.setPanel(null);
    else state.choice.close();
  },
  '?': ({ state }) => state.setDialog({ is: 'keys' }),
};
const everywhere: Record<string, (latest: Latest) => void> = {
  u: ({ state }) => state.session.decisions.undoLast(),
  w: ({ state }) => state.setView(state.view === 'wall' ? 'grid' : 'wall'),
  ...Object.fromEntries(
    panelNames.map((name, index) => [String(index + 1), ({ state }: Latest) => state.togglePanel(name)]),
  ),
};

/** Enter and Space belong to a focused control, except on a card, where they are the perspective's. */
function isOfControl(target: EventTarget | null, key: string): boolean {
  if (key !== 'Enter' && key !== ' ') return false;
  return target instanceof Element && target.closest('button:not(.card-face), a, summary') !== null;
}

export function useModerateKeys(state: ModerateState, commands: ModeratorCommands): void {
  const latest = useRef({ state, commands });
  latest.current = { state, commands };
  useEffect(() => {
    const pressKey = (event: KeyboardEvent) => {
      if (isElsewhere(event)) return;
      const letter = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      const key = event.shiftKey && letter.startsWith('Arrow') ? `Shift ${letter}` : letter;
      if (isOfControl(event.target, key)) return;
      const now = latest.current;
      const isWall = now.state.view === 'wall';
      const act = everywhere[key] ?? (isWall ? onWall[key] : undefined);
      // A latest key repeats navigation, but not actions.
      const isHandled = act === undefined && isWall && !event.repeat && now.commands.pressKey(key);
      act?.(now);
      if (act || isHandled) event.preventDefault();
    };
    window.addEventListener('keydown', pressKey);
    return () => window.removeEventListener('keydown', pressKey);
  }, []);
}
