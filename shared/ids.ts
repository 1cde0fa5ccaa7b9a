/**
 * What ids look like. Apart from the schemas, as all that a viewer's page checks itself: schemas take long to make, and that
 * page begins without any.
 */

export const eventIdPattern = /^[a-z0-9](?:[a-z0-9-]{0,46}[a-z0-9])?$/;
export const perspectiveIdPattern = /^[A-Za-z0-9_-]{10,24}$/;

export const isEventId = (text: string) => eventIdPattern.test(text);
export const isPerspectiveId = (text: string) => perspectiveIdPattern.test(text);
