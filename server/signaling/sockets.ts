import type { Namespace, Server, Socket } from 'socket.io';
import { handshakeRefuses } from '../../shared/conversations/handshake.ts';
import { moderatorRequests } from '../../shared/conversations/moderator.ts';
import { spectatorRequests } from '../../shared/conversations/spectator.ts';
import { viewerRequests } from '../../shared/conversations/viewer.ts';
import { type Role, roles } from '../../shared/domain.ts';
import { caps } from '../../shared/limits.ts';
import type { Action } from '../../shared/rights.ts';
import { createAskLimits } from '../auth/askLimits.ts';
import type { IceServers } from '../auth/iceServers.ts';
import type { Phone } from '../events/liveCamera.ts';
import type { ViewerListener } from '../events/ports/media.ts';
import type { Tally } from '../metrics.ts';
import type { RefusalOf } from '../refusalOf.ts';
import { type Admitted, admit, type Entrance, giveCookies } from './admit.ts';
import { logRoom } from './audience.ts';
import type { Backlog } from './backlog.ts';
import { openDoor } from './door.ts';
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
  refusalOf: RefusalOf;
  tally: Tally;
};
/** The parts that each role's sockets need beside their handlers. */
type SocketParts = Omit<Parts, 'io' | 'entrance' | 'rateScale'> & {
  sessions: Entrance['sessions'];
  /** Refuses a socket that asks too fast. */
  limitOf(socket: Socket): (action: Action) => void;
  maxUnanswered: number;
};

const admittedOf = (socket: Socket): Admitted => socket.data.admitted;

const phoneOf = (socket: Socket): Phone => ({
  changed: (perspective) => void socket.emit('perspectiveChanged', perspective),
  stageLost: () => void socket.emit('stageLost', {}),
  wantedLayer: (wanted) => void socket.emit('wantedLayer', wanted),
  frameCaptured: (phoneMs) => void socket.emit('frameCaptured', { phoneMs }),
  warned: (why) => void socket.emit('warned', { why }),
  ended: (why) => void socket.emit('ended', { why }),
  decided: (decision) => void socket.emit('decided', decision),
});

const listenerOf = (socket: Socket, backlog: Backlog): ViewerListener => ({
  tilesChanged: (change) => void socket.emit('tilesChanged', change),
  starved: (notice) => void socket.emit('starved', notice),
  layerChanged: (notice) => void socket.emit('layerChanged', notice),
  rtpMapped: (notice) => void socket.emit('rtpMapped', notice),
  still: (notice) => void (backlog.maySendStill(socket) && socket.emit('still', notice)),
  lost: () => void socket.emit('stageLost', {}),
});

/** A namespace of a role; sockets that are refused never connect to it. */
function createNamespace(io: Server, role: Role, entrance: Entrance, refusalOf: RefusalOf): Namespace {
  return io.of(`/${role}`).use((socket, next) => {
    admit(role, socket, entrance).then(
      (admitted) => {
        socket.data.admitted = admitted;
        // The connection may already have closed.
        if (socket.conn.readyState === 'open') socket.conn.once('close', admitted.leave);
        else admitted.leave();
        next();
      },
      (error) => next(Object.assign(new Error('refused'), { data: refusalOf(error, 'handshake', handshakeRefuses) })),
    );
  });
}

function openSpectators(namespace: Namespace, { rules, iceServers, limitOf, ...guards }: SocketParts): void {
  const handlers = spectatorHandlers(rules, iceServers);
  namespace.on('connection', (socket) => {
    const { event, visitor } = admittedOf(socket);
    const who: Spectator = { event, visitor, phone: phoneOf(socket), camera: null, pending: null, isGone: false };
    openDoor(socket, 'spectator', spectatorRequests, handlers, who, { ...guards, admit: limitOf(socket) });
    // The media may outlive the socket for a while; presence decides when the camera is gone.
    socket.on('disconnect', () => {
      who.isGone = true;
      if (who.camera) rules.liveCameras.detachPhone(who.camera, who.phone);
    });
  });
}

/** Joins the event's room, until the socket closes. */
function joinEvent(socket: Socket, role: Viewer['role'], { rules, backlog }: SocketParts): Viewer {
  const { event, visitor, moderator } = admittedOf(socket);
  const listener = listenerOf(socket, backlog);
  const name = moderator?.name ?? '';
  const who: Viewer = { event, role, visitor, name, listener, downlink: null, watchRequests: 0, isGone: false };
  void socket.join(event);
  socket.on('disconnect', () => {
    who.isGone = true;
    who.downlink?.close();
    rules.shareDelay.share(event, who, null);
  });
  return who;
}

function openViewers(namespace: Namespace, doors: SocketParts): void {
  const { rules, iceServers, limitOf, ...guards } = doors;
  const handlers = viewerHandlers(rules, iceServers);
  namespace.on('connection', (socket) => {
    const who = joinEvent(socket, 'viewer', doors);
    openDoor(socket, 'viewer', viewerRequests, handlers, who, { ...guards, admit: limitOf(socket) });
  });
}

function openModerators(namespace: Namespace, doors: SocketParts): void {
  const { rules, iceServers, limitOf, sessions, ...guards } = doors;
  const handlers = moderatorHandlers(rules, sessions, iceServers);
  namespace.on('connection', (socket) => {
    const { moderator, event } = admittedOf(socket);
    if (!moderator) return void socket.disconnect(true);
    const who: Curator = Object.assign(joinEvent(socket, 'moderator', doors), { moderator });
    const limit = limitOf(socket);
    const admitAction = (action: Action) => {
      limit(action);
      sessions.check(moderator, action);
    };
    if (moderator.rights.includes('log')) void socket.join(logRoom(event));
    openDoor(socket, 'moderator', moderatorRequests, handlers, who, { ...guards, admit: admitAction });
    // When the link or the session ends, the media ends, too.
    const unfollow = sessions.follow(moderator, (why) => {
      who.downlink?.close();
      socket.emit('signedOut', { why });
      socket.disconnect(true);
    });
    socket.on('disconnect', unfollow);
  });
}

/** One namespace per role. A socket's identity is fixed when it connects; it stays at one event. */
export function openSockets({ io, entrance, rateScale, ...parts }: Parts): void {
  giveCookies(io, entrance);
  const limits = createAskLimits(rateScale, parts.rules.now);
  const doors: SocketParts = {
    ...parts,
    sessions: entrance.sessions,
    limitOf: (socket) => limits(admittedOf(socket).visitor.asker, () => void socket.disconnect(true)),
    maxUnanswered: Math.max(1, Math.ceil(caps.questions.socket * rateScale)),
  };
  const open: Record<Role, (namespace: Namespace, doors: SocketParts) => void> = {
    spectator: openSpectators,
    viewer: openViewers,
    moderator: openModerators,
  };
  for (const role of roles) open[role](createNamespace(io, role, entrance, parts.refusalOf), doors);
}
