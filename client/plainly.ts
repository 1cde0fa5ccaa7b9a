import { pages } from '../shared/restApi.ts';
import { defectOf } from './connection/defect.ts';
import { inWords } from './ui/inWords.ts';
import { words } from './words/words.ts';

function element<Name extends 'main' | 'h1' | 'p' | 'div' | 'button' | 'a'>(name: Name, ...inside: (Node | string)[]) {
  const made = document.createElement(name);
  made.append(...inside);
  return made;
}

/** Fallback error screen without React, for when React failed or did not load. */
export function sayPlainly(fault: unknown): void {
  const { sentence, advice } = inWords(defectOf(fault));
  const reload = element('button', words.ui.reload);
  reload.className = 'button';
  reload.onclick = () => location.reload();
  const home = element('a', words.ui.toHome);
  Object.assign(home, { className: 'button', href: pages.home });
  home.dataset.variant = 'quiet';
  const acts = element('div', reload, home);
  acts.className = 'trouble-acts';
  const said = element('div', element('h1', sentence), element('p', advice));
  said.className = 'trouble-said';
  said.role = 'alert';
  const whole = element('main', said, acts);
  whole.className = 'trouble';
  document.getElementById('page')?.replaceChildren(whole);
}
