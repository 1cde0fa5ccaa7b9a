import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Routes } from './routes.tsx';
import { language } from './words/words.ts';

document.documentElement.lang = language;
const page = document.getElementById('page');
if (page) {
  createRoot(page).render(
    <StrictMode>
      <Routes />
    </StrictMode>,
  );
}
