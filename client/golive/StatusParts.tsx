import { pages } from '../../shared/rest.ts';
import { Code } from '../ui/Code.tsx';
import { Icon } from '../ui/Icon.tsx';
import type { Saying } from '../ui/inWords.ts';
import { words } from '../words/words.ts';
import { sayingOf } from './saying.ts';
import type { Status } from './status.ts';

/** What the camera is now, in one word, and for how many. */
export function Pill({ status }: { status: Status }) {
  const { pill, watching } = words.live;
  const { is } = status;
  if (!(is in pill)) return null;
  const text = pill[is as keyof typeof pill];
  return (
    <p className="film-pill" data-is={is}>
      <span className="film-dot" aria-hidden="true" />
      {text}
      {'watching' in status && (
        <span className="film-watching" title={watching(status.watching)}>
          <Icon name="eye" />
          <span aria-hidden="true">{status.watching}</span>
          <span className="unseen">{watching(status.watching)}</span>
        </span>
      )}
      {'isPoor' in status && status.isPoor && (
        <span className="film-poor" title={words.live.poor}>
          <Icon name="warning" />
        </span>
      )}
    </p>
  );
}

/** States in which the picture is not what matters. */
const inTheMiddle: readonly Status['is'][] = [
  'asking',
  'noCamera',
  'interrupted',
  'still',
  'takenOver',
  'removed',
  'banned',
  'closed',
  'takenBack',
  'tooMuch',
  'refused',
];

/** Something that is so for now, beside the controls. */
export function Strip({ saying: { sentence, advice } }: { saying: Saying }) {
  return (
    <p className="film-strip">
      <strong>{sentence}</strong> {advice}
    </p>
  );
}

type Props = { status: Status; event: string; isHeldNext: boolean; onComeBack(): void };

/** What is to be said of the state: in the middle where there is nothing else to see, else beside the controls. */
export function Said({ status, event, isHeldNext, onComeBack }: Props) {
  const { is } = status;
  const saying = sayingOf(status);
  if (!saying) return is === 'ready' && isHeldNext ? <p className="film-strip">{words.live.heldNext}</p> : null;
  if (!inTheMiddle.includes(is)) {
    return (
      <p className="film-strip" data-is={is}>
        <strong>{saying.sentence}</strong> {saying.advice}
      </p>
    );
  }
  const act = { interrupted: words.live.comeBack, still: words.live.comeBack, noCamera: words.ui.retry };
  return (
    <div className="film-middle">
      <h2>{saying.sentence}</h2>
      <p>{saying.advice}</p>
      {is in act && (
        <button type="button" className="button" onClick={onComeBack}>
          {act[is as keyof typeof act]}
        </button>
      )}
      {is === 'noCamera' && status.fault === 'NotFoundError' && (
        <Code link={new URL(pages.live(event), location.origin).href} />
      )}
    </div>
  );
}
