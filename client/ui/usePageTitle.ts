import { useEffect } from 'react';

/** Puts an event's title into the browser's tab, once it is known. */
export function usePageTitle(title: string | undefined): void {
  useEffect(() => {
    if (title !== undefined) document.title = `${title} · Polyscope`;
  }, [title]);
}
