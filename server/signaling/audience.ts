import type { Server } from 'socket.io';
import type { Audience } from '../events/ports.ts';

/** Who watches an event stands in the room of its name, in the namespace of the role. */
export function createAudience(io: Server): Audience {
  return {
    tell: (role, event, name, notice) => void io.of(`/${role}`).to(event).emit(name, notice),
    viewersOf: (event) => io.of('/viewer').adapter.rooms.get(event)?.size ?? 0,
  };
}
