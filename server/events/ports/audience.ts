import type { ModeratorNotices } from '../../../shared/conversations/moderator.ts';
import type { ViewerNotices } from '../../../shared/conversations/viewer.ts';

/** Sends notices to everybody at an event who has this role. Fulfilled by `server/signaling`. */
export type Audience = {
  tell<Name extends keyof ViewerNotices>(
    role: 'viewer' | 'moderator',
    event: string,
    name: Name,
    notice: ViewerNotices[Name],
  ): void;
  /** A notice that only moderators get. */
  tellModerators<Name extends keyof ModeratorNotices>(event: string, name: Name, notice: ModeratorNotices[Name]): void;
};
