import './FilmingTool.css';
import { Icon, type IconName } from '../ui/Icon.tsx';

type Props = {
  icon: IconName;
  /** Label below the icon. */
  text: string;
  /** Name for screen readers, if it says more than the text, which it contains. */
  name?: string;
  hint?: string;
  isPressed?: boolean;
  /** For tools that are normally on: whether it is off or missing. */
  isOff?: boolean;
  onTap(): void;
};

/** A round button over the picture of the camera. */
export function FilmingTool({ icon, text, name, hint = name ?? text, isPressed, isOff, onTap }: Props) {
  return (
    <button
      type="button"
      className="film-tool"
      aria-label={name}
      aria-pressed={isPressed}
      data-off={isOff}
      title={hint}
      onClick={onTap}
    >
      <span>
        <Icon name={icon} />
      </span>
      {text}
    </button>
  );
}
