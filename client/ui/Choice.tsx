import './Choice.css';
import { useId } from 'react';

type Option<T extends string> = { value: T; text: string; hint?: string };
type Props<T extends string> = {
  legend: string;
  options: readonly Option<T>[];
  chosen: T;
  isDisabled?: boolean;
  onChoose(value: T): void;
};

/** A segmented control; the hint of the chosen option is shown below it. */
export function Choice<T extends string>({ legend, options, chosen, isDisabled = false, onChoose }: Props<T>) {
  const name = useId();
  const hint = options.find(({ value }) => value === chosen)?.hint;
  return (
    <fieldset className="choice" disabled={isDisabled} aria-describedby={hint && `${name}-hint`}>
      <legend>{legend}</legend>
      <div className="choice-options">
        {options.map(({ value, text }) => (
          <label key={value}>
            <input type="radio" name={name} value={value} checked={value === chosen} onChange={() => onChoose(value)} />
            <span>{text}</span>
          </label>
        ))}
      </div>
      {hint && (
        <p className="choice-hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
    </fieldset>
  );
}
