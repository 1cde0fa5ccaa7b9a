import { useRef } from 'react';
import { colourOf } from './plotGeometry.ts';

/** A colour for each id, which stays the same when others come and go. */
export function useColours(): (id: string) => string {
  const indices = useRef(new Map<string, number>());
  return (id) => {
    const index = indices.current.get(id) ?? indices.current.size;
    indices.current.set(id, index);
    return colourOf(index);
  };
}
