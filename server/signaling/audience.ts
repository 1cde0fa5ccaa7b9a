import type { Server } from 'socket.io';
import type { Audience } from '../events/ports/audience.ts';

/** Where moderators stand who may read the log. */
export const logRoom = (event: string) => `${event}/log`;
/** Told to those alone. */
const ofTheLog = new Set<string>(['logged', 'reported']);

/** Who watches an event stands in the room of its name, in the namespace of the role. */
export function createAudience(io: Server): Audience {
  return {
    tell: (role, event, name, notice) => void io.of(`/${role}`).to(event).emit(name, notice),
    tellModerators(event, name, notice) {
      io.of('/moderator')
        .to(ofTheLog.has(name) ? logRoom(event) : event)
        .emit(name, notice);
    },
  };
}
