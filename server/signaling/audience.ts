import type { Server } from 'socket.io';
import type { Audience } from '../events/ports/audience.ts';

/** The socket.io room of moderators who may read the log. */
export const logRoom = (event: string) => `${event}/log`;
/** Notices that only those moderators get. */
const logNotices = new Set<string>(['logged', 'reported']);

/** Viewers and moderators of an event are in the room of its id, in the namespace of their role. */
export function createAudience(io: Server): Audience {
  return {
    tell: (role, event, name, notice) => void io.of(`/${role}`).to(event).emit(name, notice),
    tellModerators(event, name, notice) {
      io.of('/moderator')
        .to(logNotices.has(name) ? logRoom(event) : event)
        .emit(name, notice);
    },
  };
}
