/** Fulfilled by `server/preview`: a JPEG made of stills (WebP); null if none of them can be drawn. */
export type DrawPreview = (stills: readonly Buffer[]) => Promise<Buffer | null>;
