import type { Event } from '../../shared/domain.ts';
import { eventPhaseOf } from '../../shared/eventPhase.ts';
import type { EventReply } from '../../shared/restApi.ts';

export type Language = 'en' | 'fr';
/** What a link is for. A moderators' link says nothing about its event. */
export type PageKind = 'watch' | 'live' | 'moderate' | 'clock';
type Texts = { title: string; description: string };

const minuteMs = 60_000;

const lengthIn = (locale: string) => {
  const unit = (unit: 'hour' | 'minute') => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' });
  const [hours, minutes] = [unit('hour'), unit('minute')];
  return (ms: number) => {
    const all = Math.max(1, Math.round(ms / minuteMs));
    return all < 60 ? minutes.format(all) : hours.format(Math.round(all / 30) / 2);
  };
};
/** The server knows no reader's time zone. */
const dateIn = (locale: string) =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short', timeZone: 'UTC' });

const [enDate, enLength, frDate, frLength] = [dateIn('en-GB'), lengthIn('en-GB'), dateIn('fr-FR'), lengthIn('fr-FR')];

export const previewTexts = {
  en: {
    title: 'Polyscope · See it from everywhere at once',
    description: 'Many phones film one event. Polyscope shows all of them side by side, at the same instant.',
    film: (title: string) => `Film: ${title}`,
    filmHint: 'Open this link on your phone, and it films along. No app, no account.',
    moderate: 'For moderators · Polyscope',
    moderateHint: 'This link opens the moderators’ page of an event.',
    clock: 'Clock · Polyscope',
    clockHint: 'A clock to film, so that a phone knows how late its camera is.',
    notFound: 'There is nothing at this address · Polyscope',
    live: (n: number) =>
      n === 1 ? 'Live now from one phone.' : `Live now from ${n} phones, side by side, at the same instant.`,
    waiting: 'Open now: watch it from every phone that films, side by side, at the same instant.',
    ahead: (at: number) => `Starts ${enDate.format(at)} UTC. Watch it from many phones at once.`,
    over: 'This event is over.',
    overFilmed: (n: number, ms: number) =>
      `This event is over: ${n === 1 ? 'one phone' : `${n} phones`} filmed it for ${enLength(ms)}.`,
  },
  fr: {
    title: 'Polyscope · Tout voir, de partout à la fois',
    description: 'Des téléphones filment un même événement. Polyscope les montre tous côte à côte, au même instant.',
    film: (title: string) => `Filmer\u00a0: ${title}`,
    filmHint: 'Ouvrez ce lien sur votre téléphone, et il filme avec les autres. Sans application ni compte.',
    moderate: 'Pour la modération · Polyscope',
    moderateHint: 'Ce lien ouvre la page de modération d’un événement.',
    clock: 'Horloge · Polyscope',
    clockHint: 'Une horloge à filmer, pour mesurer le retard de la caméra d’un téléphone.',
    notFound: 'Il n’y a rien à cette adresse · Polyscope',
    live: (n: number) =>
      n === 1 ? 'En direct depuis un téléphone.' : `En direct depuis ${n} téléphones, côte à côte, au même instant.`,
    waiting: 'C’est ouvert\u00a0: regardez depuis chaque téléphone qui filme, côte à côte, au même instant.',
    ahead: (at: number) => `Commence le ${frDate.format(at)} UTC. À voir depuis plusieurs téléphones à la fois.`,
    over: 'Cet événement est terminé.',
    overFilmed: (n: number, ms: number) =>
      `Cet événement est terminé\u00a0: ${n === 1 ? 'un téléphone l’a filmé' : `${n} téléphones l’ont filmé`} pendant ${frLength(ms)}.`,
  },
} satisfies Record<Language, object>;

export type Facts = Omit<EventReply, 'event'> & { event: Pick<Event, 'title' | 'startsAt' | 'endsAt'> };

function sentenceOf(language: Language, { event, live, at, filmed }: Facts): string {
  const texts = previewTexts[language];
  const phase = eventPhaseOf({ ...event, live }, at);
  if (phase === 'ahead') return texts.ahead(event.startsAt);
  if (phase === 'on') return live > 0 ? texts.live(live) : texts.waiting;
  return filmed ? texts.overFilmed(filmed.cameras, filmed.until - filmed.from) : texts.over;
}

/** Title and sentence of a link's preview. */
export function previewTextsOf(kind: PageKind, language: Language, facts: Facts): Texts {
  const texts = previewTexts[language];
  if (kind === 'moderate') return { title: texts.moderate, description: texts.moderateHint };
  if (kind === 'clock') return { title: texts.clock, description: texts.clockHint };
  const description = sentenceOf(language, facts);
  const isOver = eventPhaseOf({ ...facts.event, live: facts.live }, facts.at) === 'over';
  if (kind === 'watch' || isOver) return { title: facts.event.title, description };
  return { title: texts.film(facts.event.title), description: texts.filmHint };
}
