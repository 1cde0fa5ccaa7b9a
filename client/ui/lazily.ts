import { type ComponentType, lazy } from 'react';
import { Unreached } from '../connection/rest.ts';

/** A component whose script and styles are loaded when it is first shown, under a `Suspense`. */
export function lazily<Name extends string, Props extends object>(
  load: () => Promise<Record<Name, ComponentType<Props>>>,
  name: Name,
) {
  return lazy(async () => {
    const loaded = await load().catch((cause: unknown) => {
      // No network, or the server has been updated.
      throw new Unreached('page', { cause });
    });
    return { default: loaded[name] };
  });
}
