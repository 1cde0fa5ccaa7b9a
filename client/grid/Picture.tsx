import './Picture.css';
import { useLayoutEffect, useRef } from 'react';
import type { Picture as Shown } from '../media/reception.ts';
import type { Value } from '../value.ts';
import { giveVideoBack, takeVideo } from './videoPool.ts';

/** Width ÷ height of the picture; called at its first frame and when the phone is turned. */
export type OnAspect = (aspect: number) => void;

/**
 * The picture of one tile. Its stream is given to the video by hand, not by rendering, so that a new transport or a
 * moved tile touches nothing that plays.
 */
export function Picture({ shown, onAspect }: { shown: Value<Shown | null>; onAspect: OnAspect }) {
  const host = useRef<HTMLDivElement>(null);
  const latestOnAspect = useRef(onAspect);
  latestOnAspect.current = onAspect;

  useLayoutEffect(() => {
    const video = takeVideo();
    host.current?.append(video);
    const measure = () => {
      if (video.videoWidth > 0 && video.videoHeight > 0) latestOnAspect.current(video.videoWidth / video.videoHeight);
    };
    const show = () => {
      const { stream = null, isStill = false } = shown.get() ?? {};
      if (video.srcObject !== stream) video.srcObject = stream;
      // A playing video turns black when its track ends, a paused one keeps its picture.
      if (isStill) video.pause();
      // Refused where a gesture is needed even for silent pictures (iOS in low power mode), and paused behind other apps:
      // the next gesture, or coming back, plays it.
      else if (stream && video.paused) video.play().catch(() => undefined);
    };
    const again = () => document.visibilityState === 'visible' && show();
    video.addEventListener('loadeddata', measure);
    video.addEventListener('resize', measure);
    show();
    const stop = shown.follow(show);
    document.addEventListener('pointerup', again);
    document.addEventListener('visibilitychange', again);
    return () => {
      stop();
      document.removeEventListener('pointerup', again);
      document.removeEventListener('visibilitychange', again);
      video.removeEventListener('loadeddata', measure);
      video.removeEventListener('resize', measure);
      giveVideoBack(video);
    };
  }, [shown]);

  return <div className="picture" ref={host} />;
}
