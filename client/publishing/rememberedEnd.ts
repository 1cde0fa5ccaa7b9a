import { z } from 'zod';
import { readJson, write } from '../storage.ts';

/** The page about the end is there for a reload; who comes back later wants to film again. */
const shownForMs = 600_000;

const keyOf = (event: string) => `polyscope.ended.${event}`;

/** That this tab has ended filming, kept for a while in session storage. */
export const rememberedEnd = {
  get(event: string): boolean {
    const { data: at } = z.number().safeParse(readJson('sessionStorage', keyOf(event)));
    return at !== undefined && Math.abs(Date.now() - at) < shownForMs;
  },
  set(event: string, hasEnded: boolean) {
    write('sessionStorage', keyOf(event), hasEnded ? JSON.stringify(Date.now()) : null);
  },
};
