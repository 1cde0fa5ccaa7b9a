import type { Converse } from '../events/converse.ts';
import type { CountViewing } from '../events/countViewing.ts';
import type { Curate } from '../events/curate.ts';
import type { GoLive } from '../events/goLive.ts';
import type { KeepTime } from '../events/keepTime.ts';
import type { LiveCameras } from '../events/liveCameras.ts';
import type { Now, WallNow } from '../events/ports/clocks.ts';
import type { CurationLog } from '../events/ports/curationLog.ts';
import type { Report } from '../events/report.ts';
import type { RunEvent } from '../events/runEvent.ts';
import type { ShareDelay } from '../events/shareDelay.ts';
import type { TakeBack } from '../events/takeBack.ts';
import type { Undo } from '../events/undo.ts';
import type { Watch } from '../events/watch.ts';

/** The rules that requests over sockets call, and both clocks. */
export type MessageRules = {
  goLive: GoLive;
  liveCameras: LiveCameras;
  keepTime: KeepTime;
  countViewing: CountViewing;
  takeBack: TakeBack;
  watch: Watch;
  shareDelay: ShareDelay;
  converse: Converse;
  report: Report;
  curate: Curate;
  runEvent: RunEvent;
  undo: Undo;
  readLog: CurationLog['read'];
  now: Now;
  wallNow: WallNow;
};
