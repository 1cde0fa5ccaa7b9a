import type { CurationAction } from '../../../shared/conversations/moderator.ts';
import type { Message } from '../../../shared/conversations/talk.ts';
import type { Doors, Event, Perspective } from '../../../shared/domain.ts';
import { nameOf } from '../../grid/nameOf.ts';
import { words } from '../../words/words.ts';
import type { Decisions } from './decisions.ts';
import type { ModeratorSession } from './moderatorSession.ts';

/** All requests of moderators. Each names the version it was decided on; changes come back as notices. */
export type ModeratorActions = {
  curate(perspective: Perspective, action: CurationAction, why?: string): Promise<boolean>;
  letAllIn(perspectives: readonly Perspective[]): Promise<void>;
  rename(perspective: Perspective, name: string, why?: string): Promise<boolean>;
  assignGroup(perspective: Perspective, group: string, why?: string): Promise<boolean>;
  setDoors(doors: Doors): Promise<boolean>;
  setRules(rules: { slowSeconds?: number; reportThreshold?: number }): Promise<boolean>;
  reorder(order: readonly string[]): Promise<boolean>;
  offerView(view: string): Promise<boolean>;
  closeEvent(why?: string): Promise<boolean>;
  deleteMessage(message: Message, why?: string): Promise<boolean>;
  mute(message: Message, minutes: number): Promise<boolean>;
  unmute(message: Message): Promise<boolean>;
};

type Parts = { watch: Pick<ModeratorSession, 'ask' | 'event'>; decisions: Decisions };

function ofPerspectives({ watch: { ask }, decisions: { decide } }: Parts) {
  const about = ({ id, curation: { version } }: Perspective) => ({ perspective: id, version });
  const curate: ModeratorActions['curate'] = (perspective, action, why = '') =>
    decide(perspective.id, words.moderate.done(words.acts[action], nameOf(perspective)), () =>
      ask('curate', { ...about(perspective), action, why }),
    );
  return {
    curate,
    async letAllIn(perspectives: readonly Perspective[]) {
      for (const each of perspectives) await curate(each, 'letIn');
    },
    rename: (perspective: Perspective, name: string, why = '') =>
      decide(perspective.id, words.moderate.done(words.acts.rename, name || nameOf(perspective)), () =>
        ask('rename', { ...about(perspective), name, why }),
      ),
    assignGroup: (perspective: Perspective, group: string, why = '') =>
      decide(perspective.id, words.moderate.done(words.acts.group, group || nameOf(perspective)), () =>
        ask('assignGroup', { ...about(perspective), group, why }),
      ),
  };
}

function ofTheEvent({ watch: { ask, event }, decisions: { decide } }: Parts) {
  const change = (done: string, request: (known: Event) => ReturnType<Parameters<typeof decide>[2]>) => {
    const known = event.get();
    return known ? decide(known.id, done, () => request(known)) : Promise.resolve(false);
  };
  const { acts } = words;
  return {
    setDoors: (doors: Doors) =>
      change(words.moderate.doorsNow[doors], ({ version }) => ask('setDoors', { doors, version })),
    setRules: (rules: { slowSeconds?: number; reportThreshold?: number }) =>
      change(acts.rules, ({ version }) => ask('setRules', { ...rules, version })),
    reorder: (order: readonly string[]) =>
      change(acts.order, ({ version }) => ask('reorder', { order: [...order], version })),
    offerView: (view: string) => change(acts.view, ({ version }) => ask('offerView', { view, version })),
    closeEvent: (why = '') => change(acts.close, ({ version }) => ask('closeEvent', { version, why })),
  };
}

function ofTheTalk({ watch: { ask }, decisions: { decide } }: Parts) {
  const { acts } = words;
  return {
    deleteMessage: (message: Message, why = '') =>
      decide(message.id, acts.delete, () => ask('deleteMessage', { message: message.id, why })),
    mute: ({ sender, name }: Message, minutes: number) =>
      decide(sender, words.moderate.done(acts.mute, name), () => ask('mute', { sender, minutes })),
    unmute: ({ sender, name }: Message) =>
      decide(sender, words.moderate.done(acts.unmute, name), () => ask('unmute', { sender })),
  };
}

export function createModeratorActions(parts: Parts): ModeratorActions {
  return { ...ofPerspectives(parts), ...ofTheEvent(parts), ...ofTheTalk(parts) };
}
