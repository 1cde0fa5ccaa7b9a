import { useValue } from '../../useValue.ts';
import type { Value } from '../../value.ts';
import { words } from '../../words/words.ts';
import { type DeviceShown, givenUpOf } from './givenUp.ts';

type Props = { device: DeviceShown; showsAll: Value<boolean>; onShowsAll(showsAll: boolean): void };

/** What a busy device does not show, and who chooses that: the device or the viewer. */
export function DeviceChoice({ device, showsAll, onShowsAll }: Props) {
  const isInsisted = useValue(showsAll);
  const texts = words.sync.device;
  const said = isInsisted ? texts.showsAll : givenUpOf(device);
  if (!said) return null;
  return (
    <p className="sync-device" data-insisted={isInsisted}>
      {said}
      <button
        type="button"
        className="pill"
        onClick={({ currentTarget }) => {
          // The button may go, and the focus stays in the panel.
          currentTarget.closest('aside')?.focus();
          onShowsAll(!isInsisted);
        }}
      >
        {isInsisted ? texts.chooseAgain : texts.showAll}
      </button>
    </p>
  );
}
