import { useRef, useState } from 'react';

/** How long "copied" is shown. */
const copiedMs = 2_000;

/** Without a secure context there is no clipboard API, but `execCommand` may still copy a selection. */
function copySelected(text: string): boolean {
  const before = document.activeElement;
  const area = document.createElement('textarea');
  area.value = text;
  area.readOnly = true;
  area.style.cssText = 'position: fixed; top: 0; opacity: 0';
  document.body.append(area);
  area.select();
  const isCopied = document.activeElement === area && document.execCommand('copy');
  area.remove();
  if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  return isCopied;
}

/** Copies a text; if that fails, at least selects the field that shows it. */
export function useCopy(text: string) {
  const field = useRef<HTMLInputElement>(null);
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      if (!copySelected(text)) return field.current?.select();
    }
    setCopied(true);
    setTimeout(() => setCopied(false), copiedMs);
  };
  return { field, isCopied, copy };
}
