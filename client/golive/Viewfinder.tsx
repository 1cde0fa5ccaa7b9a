import './Viewfinder.css';
import { useEffect, useRef, useState } from 'react';
import { followFrames } from '../camera/frameHealth.ts';
import { defaultAspect, fitsByCropping } from '../grid/tiles.ts';
import { useSize } from '../grid/useSize.ts';
import { useValue } from '../useValue.ts';
import { words } from '../words/words.ts';
import type { Filming } from './filming.ts';

/** The whole screen is worth more here than the edges: enough for 16:9 in 4:3 (1.33). */
const cropTolerance = 1.35;

/** The preview, muted: a loudspeaker next to the microphone would cause feedback. */
export function Viewfinder({ filming }: { filming: Filming }) {
  const { camera, isVirtual } = filming;
  const frame = useRef<HTMLDivElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  const size = useSize(frame);
  const [aspect, setAspect] = useState(defaultAspect);
  const state = useValue(camera.state);
  const track = useValue(camera.preview);

  useEffect(() => {
    const screen = video.current;
    if (!screen) return;
    screen.srcObject = track && new MediaStream([track]);
    const play = () => void screen.play().catch(() => undefined);
    play();
    // A playing video turns black when its track ends; a paused one keeps its picture until the other camera is open.
    const stop = camera.state.follow(() => {
      const now = camera.state.get();
      if (now.is === 'open' && now.isTurning) screen.pause();
    });
    document.addEventListener('visibilitychange', play);
    return () => {
      stop();
      document.removeEventListener('visibilitychange', play);
    };
  }, [camera, track]);

  useEffect(() => {
    if (!video.current || !track || isVirtual) return;
    return followFrames(video.current, (isStill) => camera.reportStill(isStill));
  }, [camera, track, isVirtual]);

  const isOpen = state.is === 'open';
  return (
    <div
      className="viewfinder"
      ref={frame}
      data-fit={fitsByCropping(aspect, { leftPx: 0, topPx: 0, ...size }, cropTolerance) ? 'cover' : 'contain'}
      data-empty={track === null}
      data-mirrored={isOpen && state.facing === 'user'}
      data-turning={isOpen && state.isTurning}
    >
      <video
        ref={video}
        aria-label={words.live.preview}
        muted
        playsInline
        disablePictureInPicture
        onResize={({ currentTarget: { videoWidth, videoHeight } }) => {
          if (videoWidth > 0 && videoHeight > 0) setAspect(videoWidth / videoHeight);
        }}
      />
    </div>
  );
}
