import { type FormEvent, useEffect, useRef } from 'react';
import type { Limits, NewEvidence } from '../../../src-main/shared/limits.js';
import { PERCENT_REFUSAL, parsePercent } from '../../../src-main/shared/parse-percent.js';
import type { Instant } from '../../../src-main/shared/units.js';
import { addEvidence } from '../../bridge.js';
import { useWindow } from '../../store.js';
import form from '../PriceForm.module.css';
import { FormEnd } from './FormEnd.js';
import { listWindows, type WindowOption } from './list-windows.js';
import { TIME_REFUSAL, TimeInputs } from './TimeInputs.js';
import { useOutcome } from './use-outcome.js';
import { WindowSelect } from './WindowSelect.js';
import { parseZoned } from './zoned-time.js';

interface Props {
  readonly limits: Limits;
  readonly timeZone: string;
  /** With what is said then. */
  readonly onClose: (said: string) => void;
}

/** The percentage that Claude's usage page shows now, and when it says that it resets. */
export function AddReading({ limits, timeZone, onClose }: Props) {
  const options = listWindows(limits);
  const now = useWindow((state) => state.now);
  const percent = useRef<HTMLInputElement>(null);
  const { words, isBusy, say, run } = useOutcome();
  useEffect(() => percent.current?.focus(), []);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const reading = readReading(data, options, timeZone, now);
    if (typeof reading === 'string') say(reading);
    else if (await run(addEvidence(reading), () => '')) onClose('Added.');
  };
  return (
    <form className={form.form} onSubmit={submit} noValidate aria-label="Enter Claude’s %">
      <label className={form.wide}>
        Percent
        <input ref={percent} name="pct" inputMode="decimal" autoComplete="off" placeholder="82" />
      </label>
      <WindowSelect options={options} />
      <TimeInputs date="" time="" of="Resets" />
      <p className={form.words}>
        As Claude’s usage page or /usage shows it now. The reset may be left empty.
      </p>
      <FormEnd words={words} does="Add" isBusy={isBusy} onCancel={() => onClose('')} />
    </form>
  );
}

/** A text says what is missing or wrong. */
function readReading(
  data: FormData,
  options: readonly WindowOption[],
  timeZone: string,
  now: Instant,
): NewEvidence | string {
  const textOf = (name: string) => String(data.get(name) ?? '').trim();
  const pct = parsePercent(textOf('pct'));
  if (pct === null) return PERCENT_REFUSAL;
  const option = options.find(({ key }) => key === textOf('window'));
  if (!option) return 'Choose a limit.';
  const [date, time] = [textOf('date'), textOf('time')];
  const isOpen = date === '' && time === '';
  const resetsAt = isOpen ? null : parseZoned(date, time, timeZone);
  if (!isOpen && resetsAt === null) return TIME_REFUSAL;
  if (resetsAt !== null && resetsAt <= now) return 'A reset lies ahead; this time has passed.';
  const { meter, window } = option;
  return { kind: 'reading', meter, window, pct, at: null, resetsAt };
}
