import { parseCoordinates } from './coordinates.ts';
import { type MapLink, parseMapLink } from './mapLink.ts';

/** The place in what was typed or pasted: a link to a map, or coordinates. */
export const placeIn = (text: string): MapLink => parseMapLink(text) ?? parseCoordinates(text);
