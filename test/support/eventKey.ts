import { keys } from '../../server/registry/keys.ts';

type Keys = typeof keys;
/** Keys that have one string for each event. */
export type EventKeyName = {
  [Name in keyof Keys]: Parameters<Keys[Name]['of']> extends [event: string] ? Name : never;
}[keyof Keys];

/** The stored key itself: a test that writes it by hand would check nothing if it were renamed. */
export const eventKey = (event: string, name: EventKeyName): string => keys[name].of(event);
