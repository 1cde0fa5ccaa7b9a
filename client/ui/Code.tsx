import './Code.css';
import { useEffect, useState } from 'react';
import { words } from '../words/words.ts';
import { isForThisMachine } from './shareLink.ts';

type Modules = { size: number; dark: readonly [number, number][] };

/** A link as a QR code in SVG. The encoder is loaded only when a code is shown. */
export function Code({ link, label = words.watch.qrOf }: { link: string; label?: string }) {
  const [modules, setModules] = useState<Modules | null>(null);
  useEffect(() => {
    let isShown = true;
    void import('qrcode').then(({ create }) => {
      const { size, data } = create(link, { errorCorrectionLevel: 'M' }).modules;
      const dark = [...data].flatMap((bit, at) =>
        bit ? [[at % size, Math.floor(at / size)] as [number, number]] : [],
      );
      if (isShown) setModules({ size, dark });
    });
    return () => {
      isShown = false;
    };
  }, [link]);

  // With a loopback address phones would connect to themselves.
  if (isForThisMachine(link)) return <p className="code-none">{words.ui.forThisMachine}</p>;
  if (!modules) return <div className="code" />;
  // Quiet zone of four modules (ISO/IEC 18004).
  const { size, dark } = modules;
  return (
    <svg
      className="code"
      role="img"
      aria-label={label}
      viewBox={`-4 -4 ${size + 8} ${size + 8}`}
      shapeRendering="crispEdges"
    >
      <path fill="currentColor" d={dark.map(([x, y]) => `M${x} ${y}h1v1h-1z`).join('')} />
    </svg>
  );
}
