import type { Namespace, Server, Socket } from 'socket.io';
import { moderatorRequests } from '../../shared/conversations/moderator.ts';
import { spectatorRequests } from '../../shared/conversations/spectator.ts';
import { viewerRequests } from '../../shared/conversations/viewer.ts';
import { type Role, roles } from '../../shared/domain.ts';
import { caps } from '../../shared/limits.ts';
import { createAskLimits } from '../auth/askLimits.ts';
import type { IceServers } from '../auth/turn.ts';
import type { Phone } from '../events/camera.ts';
import type { ViewerListener } from '../events/ports/media.ts';
import type { Log } from '../log.ts';
import type { Tally } from '../metrics.ts';
import { type Admitted, admit, type Entrance, giveCookies } from './admit.ts';
import { logRoom } from './audience.ts';
import type { Backlog } from './backlog.ts';
import { openDoor, refusalOf } from './door.ts';
import type { MessageRules } from './messageRules.ts';
import { type Curator, moderatorHandlers } from './moderator.ts';
import { type Spectator, spectatorHandlers } from './spectator.ts';
import { type Viewer, viewerHandlers } from './viewer.ts';

type Parts = {
  io: Server;
  rules: MessageRules;
  entrance: Entrance;
  iceServers: IceServers;
  rateScale: number;
  backlog: Backlog;
  log: Log;
  tally: Tally;
};

const phoneOf = (socket: Socket): Phone => ({
  changed: (perspective) => void socket.emit('perspectiveChanged', perspective),
  stageLost: () => void socket.emit('stageLost', {}),
  wantedLayer: (wanted) => void socket.emit('wantedLayer', wanted),
  frameCaptured: (phoneMs) => void socket.emit('frameCaptured', { phoneMs }),
  warned: (why) => void socket.emit('warned', { why }),
  ended: (why) => void socket.emit('ended', { why }),
  decided: (decision) => void socket.emit('decided', decision),
});

const listenerFor = (socket: Socket, backlog: Backlog): ViewerListener => ({
  tilesChanged: (change) => void socket.emit('tilesChanged', change),
  starved: (notice) => void socket.emit('starved', notice),
  layerChanged: (notice) => void socket.emit('layerChanged', notice),
  rtpMapped: (notice) => void socket.emit('rtpMapped', notice),
  still: (notice) => void (backlog.mayTakeStill(socket) && socket.emit('still', notice)),
  lost: () => void socket.emit('stageLost', {}),
});

/** One namespace per role: who it is is found out when it connects, and the socket joins its event's room. */
export function openSockets({ io, rules, entrance, iceServers, rateScale, backlog, log, tally }: Parts): void {
  const { sessions } = entrance;
  giveCookies(io, entrance);

  const namespaceOf = (role: Role): Namespace =>
    io.of(`/${role}`).use((socket, next) => {
      admit(role, socket, entrance).then(
        (admitted) => {
          socket.data.admitted = admitted;
          // It may have gone while it was let in.
          if (socket.conn.readyState === 'open') socket.conn.once('close', admitted.leave);
          else admitted.leave();
          next();
        },
        (error) => next(Object.assign(new Error('refused'), { data: refusalOf(error, log, tally) })),
      );
    });
  const admittedOf = (socket: Socket): Admitted => socket.data.admitted;
  const limits = createAskLimits(rateScale, rules.now);
  const limit = (socket: Socket) => limits(admittedOf(socket).visitor.asker, () => void socket.disconnect(true));
  const questions = Math.max(1, Math.ceil(caps.questions.socket * rateScale));

  const [spectators, viewers, moderators] = roles.map(namespaceOf);

  const spectating = spectatorHandlers(rules, iceServers);
  spectators?.on('connection', (socket) => {
    const { event, visitor } = admittedOf(socket);
    const who: Spectator = { event, visitor, phone: phoneOf(socket), camera: null, asking: null, isGone: false };
    openDoor(socket, 'spectator', spectatorRequests, spectating, who, { admit: limit(socket), questions, log, tally });
    // The media may outlive the socket for a while; presence decides when the camera is gone.
    socket.on('disconnect', () => {
      who.isGone = true;
      if (who.camera) rules.liveCameras.detachPhone(who.camera, who.phone);
    });
  });

  const watching = (role: Viewer['role'], socket: Socket): Viewer => {
    const { event, visitor, moderator } = admittedOf(socket);
    const name = moderator?.name ?? '';
    const told = listenerFor(socket, backlog);
    const who: Viewer = { event, role, visitor, name, told, downlink: null, asked: 0, isGone: false };
    void socket.join(event);
    socket.on('disconnect', () => {
      who.isGone = true;
      who.downlink?.close();
      rules.shareDelay.share(event, who, null);
    });
    return who;
  };

  const viewing = viewerHandlers(rules, iceServers);
  viewers?.on('connection', (socket) => {
    const door = { admit: limit(socket), questions, log, tally };
    openDoor(socket, 'viewer', viewerRequests, viewing, watching('viewer', socket), door);
  });

  const moderating = moderatorHandlers(rules, sessions, iceServers);
  moderators?.on('connection', (socket) => {
    const { moderator, event } = admittedOf(socket);
    if (!moderator) return void socket.disconnect(true);
    const who: Curator = Object.assign(watching('moderator', socket), { moderator });
    const takeTurn = limit(socket);
    const check = (action: Parameters<typeof sessions.check>[1]) => {
      takeTurn(action);
      sessions.check(moderator, action);
    };
    if (moderator.rights.includes('log')) void socket.join(logRoom(event));
    openDoor(socket, 'moderator', moderatorRequests, moderating, who, { admit: check, questions, log, tally });
    // Whose link or session is over is out where the media is, too.
    const unfollow = sessions.follow(moderator, (why) => {
      who.downlink?.close();
      socket.emit('signedOut', { why });
      socket.disconnect(true);
    });
    socket.on('disconnect', unfollow);
  });
}
