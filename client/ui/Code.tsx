import './Code.css';
import { useEffect, useState } from 'react';
import { useValue } from '../useValue.ts';
import { words } from '../words/words.ts';
import { shareOrigin, uselessBecause } from './shareLink.ts';

type Modules = { size: number; dark: readonly [number, number][] };

/** As `package.json` has it. */
const startSecurely = 'npm start -- --https';

/** In place of a code that would lead a phone nowhere: why, and what to do. */
function NoCode({ why }: { why: 'unreachable' | 'forwarded' | 'filmsNot' }) {
  const [sentence, advice] = words.ui.noCode[why];
  return (
    <div className="code-none" data-why={why}>
      <p>
        <strong>{sentence}</strong> {advice}
      </p>
      {why === 'filmsNot' && <kbd>{startSecurely}</kbd>}
    </div>
  );
}

/** A link as a QR code in SVG. The encoder is loaded only when a code is shown. */
export function Code({ link, label = words.watch.qrOf }: { link: string; label?: string }) {
  const [modules, setModules] = useState<Modules | null>(null);
  useEffect(() => {
    let isShown = true;
    const load = async () => {
      const { create } = await import('qrcode');
      const { size, data } = create(link, { errorCorrectionLevel: 'M' }).modules;
      const dark = [...data].flatMap((bit, at) =>
        bit ? [[at % size, Math.floor(at / size)] as [number, number]] : [],
      );
      if (isShown) setModules({ size, dark });
    };
    // The link itself stands beside the code.
    load().catch(() => undefined);
    return () => {
      isShown = false;
    };
  }, [link]);

  useValue(shareOrigin);
  const why = uselessBecause(link);
  if (why && why !== 'asking') return <NoCode why={why} />;
  if (!modules || why) return <div className="code" />;
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
