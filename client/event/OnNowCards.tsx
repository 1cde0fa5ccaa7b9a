import './OnNowCards.css';
import { useEffect, useMemo } from 'react';
import { pages, paths } from '../../shared/restApi.ts';
import { Each } from '../ui/Each.tsx';
import { useValue } from '../useValue.ts';
import { words } from '../words/words.ts';
import { createOnNow } from './onNow.ts';

/** What is on elsewhere, with its pictures: for a page where nothing is. */
export function OnNowCards({ except }: { except: string }) {
  const onNow = useMemo(() => createOnNow(except), [except]);
  useEffect(() => onNow.open(), [onNow]);
  const events = useValue(onNow.events);
  const reads = useValue(onNow.reads);
  if (events.length === 0) return null;
  return (
    <section className="on-now" aria-label={words.event.onNow}>
      <h2>{words.event.onNow}</h2>
      <ul>
        {events.map((event) => (
          <Each key={event.id} of={event}>
            <li data-event={event.id}>
              <a href={pages.watch(event.id)}>
                <img src={`${paths.preview(event.id)}?at=${reads}`} alt="" width="1200" height="630" loading="lazy" />
                <strong>{event.title}</strong>
                <span>
                  <i aria-hidden="true" />
                  {words.event.live(event.live)}
                </span>
              </a>
            </li>
          </Each>
        ))}
      </ul>
    </section>
  );
}
