import { z } from 'zod';

/** In the camera's own unit: 1 is its whole picture on nearly all of them. */
export type Zoom = { min: number; max: number; step: number; now: number };

/** What a camera has beyond its picture, and how it stands; null where it has no such thing. */
export type CameraTools = { torch: boolean | null; zoom: Zoom | null };

export const noTools: CameraTools = { torch: null, zoom: null };

/** The DOM's own types do not know these; browsers that have them differ in how they say so. */
const capabilitiesSchema = z.object({
  torch: z.union([z.boolean(), z.array(z.boolean()).transform((states) => states.includes(true))]).catch(false),
  zoom: z
    .object({ min: z.number(), max: z.number(), step: z.number().positive().catch(0.1) })
    .nullable()
    .catch(null),
});
const settingsSchema = z.object({ torch: z.boolean().catch(false), zoom: z.number().nullable().catch(null) });

/** Reads what is true now from the track, whatever was asked for before. */
export function toolsOf(track: MediaStreamTrack): CameraTools {
  const { torch, zoom } = capabilitiesSchema.parse(track.getCapabilities?.() ?? {});
  const now = settingsSchema.parse(track.getSettings());
  return {
    torch: torch ? now.torch : null,
    zoom: zoom && zoom.max > zoom.min ? { ...zoom, now: now.zoom ?? zoom.min } : null,
  };
}

/** Browsers take what they know and leave the rest, so the tools are read again after it. */
export async function setTool(track: MediaStreamTrack, tool: { torch: boolean } | { zoom: number }): Promise<void> {
  const options: MediaTrackConstraintSet & { torch?: boolean; zoom?: number } = tool;
  await track.applyConstraints({ advanced: [options] });
}
