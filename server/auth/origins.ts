import { Refusal } from '../../shared/refusals.ts';

/** Refuses a page of another site. Browsers name the page's origin at each socket; what names none is no browser. */
export type CheckOrigin = (origin: string | undefined, host: string | undefined) => void;

export function createCheckOrigin(allowed: readonly string[]): CheckOrigin {
  return (origin, host) => {
    if (origin === undefined || allowed.includes(origin)) return;
    if (!URL.canParse(origin) || new URL(origin).host !== host) throw new Refusal('foreignOrigin');
  };
}
