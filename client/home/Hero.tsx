import './Hero.css';
import type { ReactNode } from 'react';
import { pages } from '../../shared/restApi.ts';
import { Icon } from '../ui/Icon.tsx';
import { words } from '../words/words.ts';
import { HeroPictures } from './HeroPictures.tsx';

/** The head of the first page, over one concert seen from many sides at the same instant. */
export function Hero({ act }: { act: ReactNode }) {
  return (
    <header className="hero">
      <HeroPictures />
      <div className="hero-bar">
        <a className="hero-name" href={pages.home}>
          <img src="/icon.svg" alt="" width="30" height="30" />
          Polyscope
        </a>
      </div>
      <div className="hero-text">
        <h1>{words.home.headline}</h1>
        <p>{words.home.lead}</p>
        <div className="hero-acts">
          <a className="button" href={pages.demo}>
            <Icon name="watch" />
            {words.home.tryDemo}
            <small>{words.home.noPhone}</small>
          </a>
          {act}
        </div>
      </div>
    </header>
  );
}
