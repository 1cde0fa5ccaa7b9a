/** How large the stage is, m. It stands on the ground, its front edge at y = 0. */
export const stage = {
  halfM: 6.8,
  deepM: 8.2,
  /** Heights of its floor, of the riser under the drums, of what the lamps hang from. */
  deckZ: 1.4,
  riserZ: 1.95,
  trussZ: 7.9,
} as const;

/** The big screen behind the band, m. */
export const screen = { halfM: 4.7, lowZ: 2.1, highZ: 6.7, y: 8.3 } as const;
