import type { Curation } from '../../shared/domain.ts';

/** A perspective that is let in, without later decisions. */
export const undecided: Curation = {
  letIn: true,
  featured: false,
  hidden: false,
  blackout: false,
  out: 'no',
  trusted: false,
  name: '',
  group: '',
  nudgeMs: 0,
  reportsDismissedAt: 0,
  version: 1,
};
