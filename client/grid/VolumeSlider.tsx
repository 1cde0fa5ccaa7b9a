import './VolumeSlider.css';
import { useValue } from '../useValue.ts';
import { words } from '../words/words.ts';
import type { Volume } from './sound.ts';

/** How loud the one that is heard is. Without a mouse, the device's own buttons do it. */
export function VolumeSlider({ volume, name }: { volume: Volume; name: string }) {
  const percent = Math.round(useValue(volume.value) * 100);
  return (
    <input
      type="range"
      className="tile-volume"
      min={0}
      max={100}
      step={5}
      value={percent}
      aria-label={words.watch.volume(name)}
      onChange={({ currentTarget }) => volume.set(currentTarget.valueAsNumber / 100)}
      // Otherwise a drag of the slider would drag the tile.
      draggable
      onDragStart={(event) => {
        event.preventDefault();
        event.stopPropagation();
      }}
    />
  );
}
