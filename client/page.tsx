import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { defectOf } from './connection/defect.ts';
import { sayPlainly } from './plainly.ts';
import { Routes } from './routes.tsx';
import { language } from './words/words.ts';

document.documentElement.lang = language;
// An unhandled rejection gets a number in the console, like any defect.
window.addEventListener('unhandledrejection', ({ reason }) => void defectOf(reason));
const page = document.getElementById('page');
if (page) {
  createRoot(page, {
    // Its boundary has numbered it and rendered something else.
    onCaughtError: () => undefined,
    // React has unmounted the whole page.
    onUncaughtError: (fault) => queueMicrotask(() => sayPlainly(fault)),
  }).render(
    <StrictMode>
      <Routes />
    </StrictMode>,
  );
}
