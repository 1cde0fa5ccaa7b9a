/** Hint or error below a field. */
export function FieldNote({ id, isWrong, text }: { id?: string; isWrong: boolean; text: string }) {
  return (
    <p className="field-note" id={id} data-wrong={isWrong} role={isWrong ? 'alert' : undefined}>
      {text}
    </p>
  );
}
