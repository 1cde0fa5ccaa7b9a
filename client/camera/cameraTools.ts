import { z } from 'zod';

/** In the camera's own unit; on nearly all cameras 1 is no zoom. */
export type Zoom = { min: number; max: number; step: number; now: number };

/** The camera's torch and zoom with their current settings; null if it has none. */
export type CameraTools = { torch: boolean | null; zoom: Zoom | null };

export const noTools: CameraTools = { torch: null, zoom: null };

/** TypeScript's DOM types lack these, and browsers report them in different forms. */
const capabilitiesSchema = z.object({
  torch: z.union([z.boolean(), z.array(z.boolean()).transform((states) => states.includes(true))]).catch(false),
  zoom: z
    .object({ min: z.number(), max: z.number(), step: z.number().positive().catch(0.1) })
    .nullable()
    .catch(null),
});
const settingsSchema = z.object({ torch: z.boolean().catch(false), zoom: z.number().nullable().catch(null) });

/** Reads the actual settings from the track, whatever was requested before. */
export function toolsOf(track: MediaStreamTrack): CameraTools {
  const { torch, zoom } = capabilitiesSchema.parse(track.getCapabilities?.() ?? {});
  const now = settingsSchema.parse(track.getSettings());
  return {
    torch: torch ? now.torch : null,
    zoom: zoom && zoom.max > zoom.min ? { ...zoom, now: now.zoom ?? zoom.min } : null,
  };
}

/** Browsers ignore constraints they do not know, so the tools must be read again afterwards. */
export async function setTool(track: MediaStreamTrack, tool: { torch: boolean } | { zoom: number }): Promise<void> {
  const options: MediaTrackConstraintSet & { torch?: boolean; zoom?: number } = tool;
  await track.applyConstraints({ advanced: [options] });
}
