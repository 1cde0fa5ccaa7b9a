import { clamp } from './number.ts';

/** Red, green and blue light; 1 is as bright as a picture gets. */
export type Color = readonly [red: number, green: number, blue: number];

export const black: Color = [0, 0, 0];
export const dim = ([r, g, b]: Color, by: number): Color => [r * by, g * by, b * by];
export const add = (a: Color, b: Color): Color => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
/** The light `b` reflected by a surface of color `a`. */
export const filter = (a: Color, b: Color): Color => [a[0] * b[0], a[1] * b[1], a[2] * b[2]];
export const blend = (a: Color, b: Color, share: number): Color => add(dim(a, 1 - share), dim(b, share));

/** Converts light to a CSS color with a camera's exposure and tint. */
export type ToCss = (color: Color, alpha?: number) => string;

const level = (light: number) => Math.round(clamp(light, 0, 1) * 255);

export function createToCss(exposure: number, tint: Color): ToCss {
  const [r, g, b] = dim(tint, exposure);
  return (color, alpha = 1) => {
    const levels = `${level(color[0] * r)},${level(color[1] * g)},${level(color[2] * b)}`;
    return alpha >= 1 ? `rgb(${levels})` : `rgba(${levels},${clamp(alpha, 0, 1).toFixed(3)})`;
  };
}
