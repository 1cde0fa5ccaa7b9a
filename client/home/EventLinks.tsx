import './EventLinks.css';
import type { ReactNode } from 'react';
import { pages } from '../../shared/restApi.ts';
import type { OwnEvent } from '../ownEvents.ts';
import { Code } from '../ui/Code.tsx';
import { Icon, type IconName } from '../ui/Icon.tsx';
import { hasShareSheet, openShareSheet } from '../ui/shareSheet.ts';
import { useCopy } from '../ui/useCopy.ts';
import { useShareLink } from '../ui/useShareLink.ts';
import { words } from '../words/words.ts';

type LinkProps = {
  icon: IconName;
  name: string;
  hint: string;
  path: string;
  title: string;
  isSecret?: boolean;
  children?: ReactNode;
};

function LinkCard({ icon, name, hint, path, title, isSecret = false, children }: LinkProps) {
  const link = useShareLink(path);
  const { field, isCopied, copy } = useCopy(link);
  return (
    <section className="link-card" data-secret={isSecret} aria-label={name}>
      <div className="link-text">
        <h3>
          <Icon name={icon} />
          {name}
        </h3>
        <p>{hint}</p>
        <div className="link-row">
          <input
            ref={field}
            readOnly
            value={link}
            aria-label={words.home.linkTo(name)}
            onFocus={(e) => e.target.select()}
          />
          <button
            type="button"
            className="field-tool"
            aria-label={isCopied ? words.home.copiedLink(name) : words.home.copyLink(name)}
            onClick={() => void copy()}
          >
            <Icon name={isCopied ? 'check' : 'copy'} />
            <span>{isCopied ? words.home.copied : words.home.copy}</span>
          </button>
          {hasShareSheet() && (
            <button
              type="button"
              className="field-tool"
              aria-label={words.home.shareLink(name)}
              onClick={() => void openShareSheet(title, link)}
            >
              <Icon name="share" />
            </button>
          )}
          <a className="field-tool" href={path} aria-label={words.home.follow(name)}>
            <span>{words.home.go}</span>
            <Icon name="next" />
          </a>
        </div>
      </div>
      {children}
      <p className="unseen" role="status">
        {isCopied && words.home.copied}
      </p>
    </section>
  );
}

/** The links of an event that was opened here: to watch, to film, to moderate. */
export function EventLinks({ own: { id, title, moderate } }: { own: OwnEvent }) {
  const film = pages.live(id);
  return (
    <div className="event-links">
      <LinkCard icon="camera" name={words.home.film} hint={words.home.filmHint} path={film} title={title}>
        <Code link={useShareLink(film)} />
      </LinkCard>
      <LinkCard icon="watch" name={words.home.watch} hint={words.home.watchHint} path={pages.watch(id)} title={title} />
      <LinkCard
        icon="moderate"
        name={words.home.moderate}
        hint={words.home.moderateHint}
        path={moderate}
        title={title}
        isSecret
      />
    </div>
  );
}
