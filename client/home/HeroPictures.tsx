import './HeroPictures.css';
import { useEffect, useRef } from 'react';
import { drawHeroScene } from './heroScene.ts';

/** As many as fit next to the text; a phone shows the first six. */
const seats = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];

/** The virtual concert from all sides at the same instant, drawn live behind the hero. */
export function HeroPictures() {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const canvases = [...(host.current?.querySelectorAll('canvas') ?? [])];
    return drawHeroScene(canvases.filter(({ clientWidth }) => clientWidth > 0));
  }, []);
  return (
    <div className="hero-pictures" ref={host} aria-hidden="true">
      {seats.map((seat) => (
        <canvas key={seat} width="16" height="9" />
      ))}
    </div>
  );
}
