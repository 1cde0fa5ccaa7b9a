import { pages } from '../../shared/restApi.ts';
import { Code } from '../ui/Code.tsx';
import { Icon } from '../ui/Icon.tsx';
import { hasShareSheet, openShareSheet } from '../ui/shareSheet.ts';
import { useCopy } from '../ui/useCopy.ts';
import { useShareLink } from '../ui/useShareLink.ts';
import { words } from '../words/words.ts';
import { LiveSheet } from './LiveSheet.tsx';

type Props = { event: string; isLive: boolean; onClose(): void };

export function InviteSheet({ event, isLive, onClose }: Props) {
  const link = useShareLink(pages.live(event));
  const { isCopied, copy } = useCopy(link);
  const canShare = hasShareSheet();
  const share = () => (canShare ? openShareSheet(document.title, link) : copy());
  return (
    <LiveSheet heading={words.live.invite.title} onClose={onClose}>
      <div className="live-invite">
        <Code link={link} />
        <div>
          <p>{words.live.invite.hint}</p>
          <p className="live-link">{link.replace(/^https?:\/\//, '')}</p>
          <button type="button" className="button" onClick={() => void share()}>
            <Icon name={isCopied ? 'check' : 'link'} />
            {isCopied ? words.live.copied : canShare ? words.live.shareLink : words.live.copyLink}
          </button>
          {/* In a new tab while live: leaving this page would end it. */}
          <a className="button" data-variant="quiet" href={pages.watch(event)} target={isLive ? '_blank' : undefined}>
            <Icon name="watch" />
            {words.live.watch}
          </a>
        </div>
      </div>
    </LiveSheet>
  );
}
