import type { Words } from '../words.ts';

export const talk: Words['talk'] = {
  title: 'Conversation',
  unread: (n) =>
    n === 0 ? 'Conversation' : n === 1 ? 'Conversation, 1 nouveau message' : `Conversation, ${n} nouveaux messages`,
  nobody: 'Personne n’a encore rien dit.',
  somebody: 'Quelqu’un',
  moderator: 'Modération',
  name: 'Votre nom, si vous voulez',
  write: 'Dire quelque chose',
  send: 'Envoyer',
  about: (name) => `à propos de ${name}`,
  reactions: 'Réactions',
  react: {
    heart: 'Réagir par un cœur',
    clap: 'Applaudir',
    laugh: 'Rire',
    wow: 'S’étonner',
    fire: 'Réagir par une flamme',
    sad: 'Être triste',
  },
  report: 'Signaler',
  reportWhat: (name) => `Qu’est-ce qui ne va pas avec ${name} ?`,
  reportThis: (name) => `Signaler ${name}`,
  reason: 'Motif',
  reasons: {
    danger: 'Quelqu’un est en danger',
    hate: 'Haine ou violence',
    nudity: 'Nudité',
    privacy: 'On y voit quelqu’un qui ne le veut pas',
    spam: 'Cela n’a pas sa place ici',
    other: 'Autre chose',
  },
  note: 'Quelques mots, si vous voulez',
  reported: 'Merci. La modération le voit maintenant.',
  offered: 'Voici la vue de la modération. Regardez autour de vous comme vous voulez.',
  ownView: 'Ma propre vue',
};
