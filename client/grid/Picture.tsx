import './Picture.css';
import { useLayoutEffect, useRef } from 'react';
import type { ReceivedPicture as Shown } from '../media/receivedMedia.ts';
import type { Value } from '../value.ts';
import { words } from '../words/words.ts';
import { giveVideoBack, takeVideo } from './videoPool.ts';

/** Reports width ÷ height, at the first frame and whenever the phone is rotated. */
export type OnAspect = (aspect: number) => void;

/**
 * The picture of one tile. The stream is attached outside React's rendering, so that a new transport or a moved tile
 * does not restart the video.
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
    const setWaiting = (isWaiting: boolean) => {
      if (isWaiting) host.current?.setAttribute('data-tap', words.ui.tapToPlay);
      else host.current?.removeAttribute('data-tap');
    };
    const show = () => {
      const { stream = null, isStill = false } = shown.get() ?? {};
      if (video.srcObject !== stream) video.srcObject = stream;
      // When its track ends, a playing video turns black; a paused one keeps its last frame.
      if (isStill) video.pause();
      // iOS in low power mode refuses autoplay without a gesture, and background pages are paused: the next gesture, or
      // the page's return, starts it.
      else if (stream && video.paused) {
        video.play().then(
          () => setWaiting(false),
          (fault: unknown) => setWaiting(fault instanceof DOMException && fault.name === 'NotAllowedError'),
        );
      }
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
