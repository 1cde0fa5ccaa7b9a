/** Size of the stage, m. It stands on the ground, its front edge at y = 0. */
export const stage = {
  halfM: 6.8,
  deepM: 8.2,
  /** Heights of the floor, of the drum riser and of the truss. */
  deckZ: 1.4,
  riserZ: 1.95,
  trussZ: 7.9,
} as const;

/** The screen behind the band, m. */
export const screen = { halfM: 4.7, lowZ: 2.1, highZ: 6.7, y: 8.3 } as const;
