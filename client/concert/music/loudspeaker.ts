import { clickBuffer, renderLoop } from './instruments.ts';

/** The audio context shared by the page's cameras, and the loops it plays. */
export type Loudspeaker = { context: AudioContext; verse: AudioBuffer; chorus: AudioBuffer; click: AudioBuffer };

let made: { context: AudioContext; ready: Promise<Loudspeaker> } | null = null;
let users = 0;

async function load(context: AudioContext): Promise<Loudspeaker> {
  const { sampleRate } = context;
  const [verse, chorus] = await Promise.all([renderLoop(false, sampleRate), renderLoop(true, sampleRate)]);
  return { context, verse, chorus, click: clickBuffer(sampleRate) };
}

/**
 * Browsers may require a gesture before an audio context runs; until then the tracks are silent. iOS interrupts it during
 * a phone call and does not always go on by itself.
 */
function resumeWhenAllowed(context: AudioContext): void {
  const events = ['pointerdown', 'keydown', 'touchend'];
  const stop = () => {
    for (const name of events) removeEventListener(name, resume, true);
  };
  const resume = () => {
    if (context.state === 'closed') return stop();
    void context
      .resume()
      .then(stop)
      .catch(() => undefined);
  };
  for (const name of events) addEventListener(name, resume, true);
  resume();
}

/** The context is suspended while nobody uses it. */
export function takeLoudspeaker(): { context: AudioContext; ready: Promise<Loudspeaker>; release(): void } {
  if (!made) {
    const context = new AudioContext({ latencyHint: 'interactive' });
    made = { context, ready: load(context) };
  }
  const { context, ready } = made;
  users += 1;
  resumeWhenAllowed(context);
  context.onstatechange = () => {
    // Suspended when nobody uses it; `interrupted` is Safari's own state.
    if (users > 0 && (context.state as string) === 'interrupted') resumeWhenAllowed(context);
  };
  let isReleased = false;
  return {
    context,
    ready,
    release() {
      if (isReleased) return;
      isReleased = true;
      users -= 1;
      if (users === 0) void context.suspend().catch(() => undefined);
    },
  };
}
