import { useRef } from 'react';
import { colourOf } from './latencyPlot.ts';

/** A colour for each id that it keeps, whoever comes and goes. */
export function useColours(): (id: string) => string {
  const places = useRef(new Map<string, number>());
  return (id) => {
    const place = places.current.get(id) ?? places.current.size;
    places.current.set(id, place);
    return colourOf(place);
  };
}
