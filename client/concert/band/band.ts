import type { Moment } from '../music/score.ts';
import { bassist } from './bassist.ts';
import { drummer } from './drummer.ts';
import type { Figure } from './figure.ts';
import { guitarist } from './guitarist.ts';
import { singer } from './singer.ts';

export const band = (moment: Moment): Figure[] => [singer(moment), guitarist(moment), bassist(moment), drummer(moment)];
