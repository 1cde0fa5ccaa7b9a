import type { moderatorRequests } from './conversations/moderator.ts';
import type { spectatorRequests } from './conversations/spectator.ts';
import type { viewerRequests } from './conversations/viewer.ts';
import type { Role } from './domain.ts';

export type Action = keyof typeof spectatorRequests | keyof typeof viewerRequests | keyof typeof moderatorRequests;

/** Who may ask what. The server enforces it at its door, pages hide by it. */
export const rights: Record<Action, readonly Role[]> = {
  exchangeTime: ['spectator', 'viewer', 'moderator'],
  goLive: ['spectator'],
  connectUplink: ['spectator'],
  restartUplink: ['spectator'],
  produce: ['spectator'],
  setTracks: ['spectator'],
  setPlace: ['spectator'],
  reportClock: ['spectator'],
  endLive: ['spectator'],
  watch: ['viewer', 'moderator'],
  connectDownlink: ['viewer', 'moderator'],
  restartDownlink: ['viewer', 'moderator'],
  wantTiles: ['viewer', 'moderator'],
  shareDelay: ['viewer', 'moderator'],
  ready: ['viewer', 'moderator'],
  curate: ['moderator'],
  nudge: ['moderator'],
  setDoors: ['moderator'],
};

export function isAction(name: string): name is Action {
  return Object.hasOwn(rights, name);
}

export function mayDo(role: Role, action: Action): boolean {
  return rights[action].includes(role);
}

/** Whether a perspective in this curation may be seen by the role at all. */
export function maySee(role: Role, perspective: { curation: { letIn: boolean; hidden: boolean } }): boolean {
  return role === 'moderator' || (perspective.curation.letIn && !perspective.curation.hidden);
}
