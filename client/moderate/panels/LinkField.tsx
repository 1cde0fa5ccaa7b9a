import { Code } from '../../ui/Code.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { useCopy } from '../../ui/useCopy.ts';
import { words } from '../../words/words.ts';

type Props = { name: string; link: string; isOpen?: boolean };

/** A link to copy, and as a QR code. */
export function LinkField({ name, link, isOpen = false }: Props) {
  const { field, isCopied, copy } = useCopy(link);
  return (
    <>
      <div className="panel-copy">
        <input
          ref={field}
          readOnly
          value={link}
          aria-label={words.moderate.linkOf(name)}
          onFocus={({ target }) => target.select()}
        />
        <button type="button" className="panel-button" onClick={() => void copy()}>
          <Icon name={isCopied ? 'check' : 'copy'} />
          <span role="status">{isCopied ? words.moderate.copied : words.moderate.copy}</span>
        </button>
      </div>
      <details className="panel-code" open={isOpen}>
        <summary>{words.moderate.code}</summary>
        <Code link={link} label={words.moderate.qrOf(name)} />
      </details>
    </>
  );
}
