export function GoLivePage({ event }: { event: string }) {
  return <>{event}</>;
}
