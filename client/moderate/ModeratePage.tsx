export function ModeratePage({ event }: { event: string }) {
  return <>{event}</>;
}
