import type { ModeratorNotices } from '../../../shared/conversations/moderator.ts';
import type { ViewerNotices } from '../../../shared/conversations/viewer.ts';

/** Sends notices to all who watch an event in one role. Fulfilled by `server/signaling`. */
export type Audience = {
  tell<Name extends keyof ViewerNotices>(
    role: 'viewer' | 'moderator',
    event: string,
    name: Name,
    notice: ViewerNotices[Name],
  ): void;
  /** What viewers are never told. */
  tellModerators<Name extends keyof ModeratorNotices>(event: string, name: Name, notice: ModeratorNotices[Name]): void;
};
