/** How many tiles and stills one viewer may have. */

/** Tiles that one viewer may have open at once. */
export const maxTiles = 25;
/** Stills that one viewer may follow at once: of all perspectives that an event takes by default. */
export const maxStills = 60;
/** Fewer make no grid. */
export const minTiles = 4;
