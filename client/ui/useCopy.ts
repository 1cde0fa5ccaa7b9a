import { useRef, useState } from 'react';

/** How long "copied" stays. */
const copiedMs = 2_000;

/** Copies what a field shows. */
export function useCopy(text: string) {
  const field = useRef<HTMLInputElement>(null);
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Without a secure context there is no clipboard: then the text is at least selected.
      return field.current?.select();
    }
    setCopied(true);
    setTimeout(() => setCopied(false), copiedMs);
  };
  return { field, isCopied, copy };
}
