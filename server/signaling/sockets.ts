import type { Namespace, Server, Socket } from 'socket.io';
import { moderatorRequests } from '../../shared/conversations/moderator.ts';
import { spectatorRequests } from '../../shared/conversations/spectator.ts';
import { viewerRequests } from '../../shared/conversations/viewer.ts';
import { eventIdSchema, type Role } from '../../shared/domain.ts';
import { Refusal } from '../../shared/refusals.ts';
import { handshakeSchema, roles } from '../../shared/rest.ts';
import { createLimit, socketRate } from '../auth/limits.ts';
import type { Tokens } from '../auth/tokens.ts';
import type { Curate } from '../events/curate.ts';
import type { GoLive } from '../events/goLive.ts';
import type { KeepTime } from '../events/keepTime.ts';
import type { OnAir } from '../events/onAir.ts';
import type { Now } from '../events/ports.ts';
import type { ShareDelay } from '../events/shareDelay.ts';
import type { Watch } from '../events/watch.ts';
import type { Log } from '../log.ts';
import { openDoor, refusalOf } from './door.ts';
import { moderatorHandlers } from './moderator.ts';
import { type Spectator, spectatorHandlers } from './spectator.ts';
import { type Viewer, viewerHandlers } from './viewer.ts';

type Rules = { goLive: GoLive; onAir: OnAir; keepTime: KeepTime; watch: Watch; shareDelay: ShareDelay; curate: Curate };

/** One namespace per role: a token says who, the event is looked up, and the socket joins its room. */
export function openSockets(io: Server, rules: Rules, tokens: Tokens, now: Now, log: Log): void {
  const admit = async (role: Role, socket: Socket): Promise<void> => {
    const handshake = handshakeSchema.safeParse(socket.handshake.auth);
    if (!handshake.success) throw new Refusal('badMessage', 'handshake');
    const { event, token } = handshake.data;
    if (!eventIdSchema.safeParse(event).success) throw new Refusal('noSuchEvent');
    await tokens.admit(role, event, token);
    await rules.watch.eventOf(event);
    socket.data.event = event;
  };

  const namespaceOf = (role: Role): Namespace =>
    io.of(`/${role}`).use((socket, next) => {
      admit(role, socket).then(
        () => next(),
        (error) => next(Object.assign(new Error('refused'), { data: refusalOf(error, log) })),
      );
    });

  const [spectators, viewers, moderators] = roles.map(namespaceOf);

  const phoneOf = (socket: Socket) => ({
    changed: (perspective: unknown) => void socket.emit('perspectiveChanged', perspective),
    stageLost: () => void socket.emit('stageLost', {}),
    ended: (why: string) => void socket.emit('ended', { why }),
  });

  const spectating = spectatorHandlers(rules.goLive, rules.onAir, rules.keepTime, now);
  spectators?.on('connection', (socket) => {
    const who: Spectator = { event: socket.data.event, phone: phoneOf(socket), camera: null, isGone: false };
    openDoor(socket, 'spectator', spectatorRequests, spectating, who, createLimit(socketRate, now), log);
    // The media may outlive the socket for a while; presence decides when the camera is gone.
    socket.on('disconnect', () => {
      who.isGone = true;
      if (who.camera?.phone === who.phone) who.camera.phone = null;
    });
  });

  const watching = (role: Viewer['role'], socket: Socket): Viewer => {
    const who: Viewer = {
      event: socket.data.event,
      role,
      told: {
        tilesChanged: (change) => void socket.emit('tilesChanged', change),
        lost: () => void socket.emit('stageLost', {}),
      },
      downlink: null,
      isGone: false,
    };
    void socket.join(who.event);
    socket.on('disconnect', () => {
      who.isGone = true;
      who.downlink?.close();
      rules.shareDelay.share(who.event, who, null);
    });
    return who;
  };

  const viewing = viewerHandlers(rules.watch, rules.shareDelay, now);
  viewers?.on('connection', (socket) => {
    const who = watching('viewer', socket);
    openDoor(socket, 'viewer', viewerRequests, viewing, who, createLimit(socketRate, now), log);
  });

  const moderating = moderatorHandlers(rules.watch, rules.shareDelay, rules.curate, now);
  moderators?.on('connection', (socket) => {
    const who = watching('moderator', socket);
    openDoor(socket, 'moderator', moderatorRequests, moderating, who, createLimit(socketRate, now), log);
  });
}
