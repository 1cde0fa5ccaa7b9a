import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { defectOf } from './connection/defect.ts';
import { sayPlainly } from './plainly.ts';
import { Routes } from './routes.tsx';
import { language } from './words/words.ts';

document.documentElement.lang = language;
// What nobody waits for may fail unheard: it gets a number in the console as any defect.
window.addEventListener('unhandledrejection', ({ reason }) => void defectOf(reason));
const page = document.getElementById('page');
if (page) {
  createRoot(page, {
    // Its boundary has given it a number, and drawn something else.
    onCaughtError: () => undefined,
    // React takes the whole page down with it.
    onUncaughtError: (fault) => queueMicrotask(() => sayPlainly(fault)),
  }).render(
    <StrictMode>
      <Routes />
    </StrictMode>,
  );
}
