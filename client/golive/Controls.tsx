import './Controls.css';
import type { CameraTools } from '../camera/cameraTools.ts';
import { useValue } from '../useValue.ts';
import { words } from '../words/words.ts';
import type { SheetName } from './FilmingSheet.tsx';
import { FilmingTool } from './FilmingTool.tsx';
import type { Filming } from './filming.ts';
import { type FilmingStatus, isUnderWay, mayGoLive } from './status.ts';

type Props = { filming: Filming; onSheet(sheet: SheetName): void; onAnnounce(text: string): void };

function SoundTools({ filming, onAnnounce }: Omit<Props, 'onSheet'>) {
  const { camera } = filming;
  const { microphone, isMusic } = useValue(camera.sound);
  const { microphoneNow, announcements } = words.live;
  const isOn = microphone === 'on';
  const toggleMicrophone = () => {
    // A missing or silent microphone may be back, so a tap tries it again.
    const isWanted = !isOn;
    onAnnounce(isWanted ? announcements.microphoneOn : announcements.microphoneOff);
    void camera.setMicrophone(isWanted);
  };
  const toggleMusic = () => {
    onAnnounce(isMusic ? announcements.musicOff : announcements.musicOn);
    void camera.setMusic(!isMusic);
  };
  return (
    <>
      <FilmingTool
        icon={isOn ? 'microphone' : 'microphoneOff'}
        text={isOn || microphone === 'off' ? words.live.microphone : microphoneNow[microphone]}
        hint={microphoneNow[microphone]}
        isPressed={isOn}
        isOff={!isOn}
        onTap={toggleMicrophone}
      />
      <FilmingTool
        icon="music"
        text={words.live.music}
        hint={words.live.musicHint}
        isPressed={isMusic}
        onTap={toggleMusic}
      />
    </>
  );
}

function CameraTool({ tools, filming }: { tools: CameraTools; filming: Filming }) {
  const { torch } = tools;
  if (torch === null) return null;
  const toggle = () => void filming.camera.setTool({ torch: !torch });
  return <FilmingTool icon="torch" text={words.live.torch} isPressed={torch} onTap={toggle} />;
}

function NameField({ filming }: { filming: Filming }) {
  const name = useValue(filming.name);
  return (
    <label className="film-name" title={words.live.nameHint}>
      <span>{words.live.name}</span>
      <input
        value={name}
        maxLength={40}
        autoComplete="nickname"
        enterKeyHint="done"
        placeholder={words.live.nameHint}
        onChange={({ target }) => filming.setName(target.value)}
        onKeyDown={({ key, currentTarget }) => key === 'Enter' && currentTarget.blur()}
      />
    </label>
  );
}

function MainButton({
  filming,
  status,
  onAnnounce,
}: {
  filming: Filming;
  status: FilmingStatus;
  onAnnounce(text: string): void;
}) {
  const goLive = () => {
    // The last announcement may no longer be true.
    onAnnounce('');
    void filming.goLive();
  };
  if (!isUnderWay(status)) {
    return (
      <button type="button" className="film-go" onClick={goLive}>
        <span className="film-go-ring" aria-hidden="true" />
        {status.is === 'takenOver' || status.is === 'otherEnded' ? words.live.filmHere : words.live.goLive}
      </button>
    );
  }
  const end = () => {
    // The last announcement may no longer be true.
    onAnnounce('');
    filming.end();
  };
  return (
    <button type="button" className="film-go" data-variant="end" onClick={end}>
      <span className="film-go-square" aria-hidden="true" />
      {words.live.end}
    </button>
  );
}

/** The tools, and the large button to go live and to end, in reach of the thumb. */
export function Controls({ filming, onSheet, onAnnounce }: Props) {
  const status = useValue(filming.status);
  const state = useValue(filming.camera.state);
  const precision = useValue(filming.place.choice);
  if (status.is === 'noCamera' || status.is === 'unasked' || !mayGoLive(status)) return null;
  return (
    <section className="film-controls" aria-label={words.live.tools}>
      {!isUnderWay(status) && <NameField filming={filming} />}
      <div className="film-tools">
        <SoundTools filming={filming} onAnnounce={onAnnounce} />
        {/* The place of a virtual camera is part of its scene. */}
        {!filming.isVirtual && (
          <FilmingTool
            icon="plan"
            text={words.live.place[precision]}
            hint={words.live.placeTitle}
            isPressed={precision !== 'off'}
            onTap={() => onSheet('place')}
          />
        )}
        {state.is === 'open' && <CameraTool tools={state.tools} filming={filming} />}
        {state.is === 'open' && filming.hasDeviceChoice && (
          <FilmingTool
            icon="camera"
            text={words.live.devices.tool}
            hint={words.live.devices.title}
            onTap={() => onSheet('devices')}
          />
        )}
        {state.is === 'open' && state.canFlip && !filming.hasDeviceChoice && (
          <FilmingTool
            icon="flip"
            text={words.live.flip}
            hint={words.live.flipHint}
            onTap={() => void filming.camera.flip()}
          />
        )}
      </div>
      <MainButton filming={filming} status={status} onAnnounce={onAnnounce} />
    </section>
  );
}
