import './ReportSheet.css';
import { type FormEvent, useState } from 'react';
import type { Perspective } from '../../shared/domain.ts';
import { type ReportReason, reportReasons } from '../../shared/reports.ts';
import { nameOf } from '../grid/nameOf.ts';
import type { Explanation } from '../ui/inWords.ts';
import { useDialog } from '../ui/useDialog.ts';
import { words } from '../words/words.ts';
import type { Talk } from './talk.ts';

type Props = { talk: Talk; perspective: Perspective; onClose(): void };

/** Reports a perspective to moderators. */
export function ReportSheet({ talk, perspective, onClose }: Props) {
  const { dialog, close, onMouseDown } = useDialog();
  const [reason, setReason] = useState<ReportReason | null>(null);
  const [note, setNote] = useState('');
  const [answer, setAnswer] = useState<Explanation | 'thanks' | 'before' | null>(
    talk.hasReported(perspective.id) ? 'before' : null,
  );
  const isDone = answer === 'thanks' || answer === 'before';
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (reason) setAnswer((await talk.report(perspective.id, reason, note.trim())) ?? 'thanks');
  };
  return (
    <dialog
      className="dialog report"
      ref={dialog}
      aria-labelledby="report-heading"
      onClose={onClose}
      onMouseDown={onMouseDown}
    >
      <form onSubmit={(event) => void send(event)}>
        <h2 id="report-heading">
          {isDone ? words.talk.reportThis(nameOf(perspective)) : words.talk.reportWhat(nameOf(perspective))}
        </h2>
        {isDone ? (
          <p role="status">{answer === 'thanks' ? words.talk.reported : words.talk.reportedBefore}</p>
        ) : (
          <>
            <fieldset>
              <legend className="unseen">{words.talk.reason}</legend>
              {reportReasons.map((each) => (
                <label key={each}>
                  <input type="radio" name="reason" checked={reason === each} onChange={() => setReason(each)} />
                  {words.talk.reasons[each]}
                </label>
              ))}
            </fieldset>
            <input
              value={note}
              maxLength={40}
              aria-label={words.talk.note}
              placeholder={words.talk.note}
              onChange={({ target }) => setNote(target.value)}
            />
            <p className="report-hint">{words.talk.reportHint}</p>
            {answer && (
              <p className="talk-trouble" role="alert">
                {answer.sentence} {answer.advice}
              </p>
            )}
          </>
        )}
        <div className="report-acts">
          <button type="button" className="button" data-variant="quiet" onClick={close}>
            {words.ui.close}
          </button>
          {!isDone && (
            <button type="submit" className="button" disabled={!reason}>
              {words.talk.report}
            </button>
          )}
        </div>
      </form>
    </dialog>
  );
}
