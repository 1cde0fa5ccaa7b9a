import type { Camera } from '../camera/camera.ts';
import { useValue } from '../useValue.ts';
import { words } from '../words/words.ts';

/** Some cameras count from 100, and wide lenses from below 1, where 1 is the main lens. */
const timesOf = (now: number, min: number) => now / Math.max(1, min);

/** Nothing if the camera has no zoom. */
export function ZoomSlider({ camera }: { camera: Camera }) {
  const state = useValue(camera.state);
  if (state.is !== 'open' || !state.tools.zoom) return null;
  const { min, max, step, now } = state.tools.zoom;
  const text = words.live.zoomNow(timesOf(now, min));
  return (
    <label className="film-zoom">
      <span className="unseen">{words.live.zoom}</span>
      <input
        type="range"
        min={min}
        max={max}
        step={step}
        value={now}
        aria-valuetext={text}
        onChange={({ target }) => void camera.setTool({ zoom: Number(target.value) })}
      />
      <output>{text}</output>
    </label>
  );
}
