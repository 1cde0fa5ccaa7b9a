/**
 * Patterns of ids. Not among the schemas: a viewer's page starts without zod, which takes long to load and to build schemas.
 */

export const eventIdPattern = /^[a-z0-9](?:[a-z0-9-]{0,46}[a-z0-9])?$/;
export const perspectiveIdPattern = /^[A-Za-z0-9_-]{10,24}$/;

export const isEventId = (text: string) => eventIdPattern.test(text);
export const isPerspectiveId = (text: string) => perspectiveIdPattern.test(text);
