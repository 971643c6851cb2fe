import type { FormEvent } from 'react';
import type { EvidencePatch, ListedEvidence } from '../../../src-main/shared/limits.js';
import { PERCENT_REFUSAL, parsePercent } from '../../../src-main/shared/parse-percent.js';
import { rangeOfPercent } from '../../../src-main/shared/range-of-percent.js';
import { editEvidence } from '../../bridge.js';
import { useWindow } from '../../store.js';
import form from '../PriceForm.module.css';
import { nameRecord } from './evidence-words.js';
import { FormEnd } from './FormEnd.js';
import { TIME_REFUSAL, TimeInputs } from './TimeInputs.js';
import { useOutcome } from './use-outcome.js';
import { parseZoned, typeDate, typeTime } from './zoned-time.js';

interface Props {
  readonly record: ListedEvidence;
  readonly timeZone: string;
  readonly onClose: () => void;
}

/** Corrects one record; only what was changed is sent. */
export function EvidenceEdit({ record, timeZone, onClose }: Props) {
  const { words, isBusy, say, run } = useOutcome();
  const now = useWindow((state) => state.now);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const patch = readPatch(new FormData(event.currentTarget), record, timeZone, now);
    if (typeof patch === 'string') say(patch);
    else if (Object.keys(patch).length === 1 || (await run(editEvidence(patch), () => '')))
      onClose();
  };
  return (
    <form
      className={form.form}
      onSubmit={submit}
      noValidate
      aria-label={`Correct ${nameRecord(record, timeZone)}`}
    >
      {hasPercent(record) && (
        <label className={form.wide}>
          Percent
          <input
            name="pct"
            inputMode="decimal"
            autoComplete="off"
            defaultValue={record.pct ?? ''}
          />
        </label>
      )}
      {hasTime(record) && (
        <TimeInputs date={typeDate(record.at, timeZone)} time={typeTime(record.at, timeZone)} />
      )}
      <label className={form.wide}>
        Note
        <input name="note" autoComplete="off" maxLength={500} defaultValue={record.note ?? ''} />
      </label>
      <FormEnd words={words} does="Save" isBusy={isBusy} onCancel={onClose} />
    </form>
  );
}

/** "More than 80 %" has no one percentage. */
const hasPercent = (record: ListedEvidence) =>
  record.kind === 'reading' && rangeOfPercent(record) === null;

/** A quiet window ends when it ends. */
const hasTime = ({ kind }: ListedEvidence) => kind !== 'quiet';

/** A text says what is wrong. */
function readPatch(
  data: FormData,
  record: ListedEvidence,
  timeZone: string,
  now: number,
): EvidencePatch | string {
  const textOf = (name: string) => String(data.get(name) ?? '').trim();
  const pct = hasPercent(record) ? parsePercent(textOf('pct')) : record.pct;
  if (hasPercent(record) && pct === null) return PERCENT_REFUSAL;
  const [date, time, note] = [textOf('date'), textOf('time'), textOf('note')];
  const isSameTime =
    !hasTime(record) ||
    (date === typeDate(record.at, timeZone) && time === typeTime(record.at, timeZone));
  const at = isSameTime ? record.at : parseZoned(date, time, timeZone);
  if (at === null) return TIME_REFUSAL;
  if (at > now) return 'That time has not come yet.';
  return {
    id: record.id,
    ...(pct !== null && pct !== record.pct ? { pct } : {}),
    ...(at !== record.at ? { at } : {}),
    ...(note !== (record.note ?? '') ? { note: note || null } : {}),
  };
}
