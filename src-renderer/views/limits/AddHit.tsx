import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { Limits } from '../../../src-main/shared/limits.js';
import type { Instant } from '../../../src-main/shared/units.js';
import { addEvidence } from '../../bridge.js';
import { useWindow } from '../../store.js';
import form from '../PriceForm.module.css';
import { FormEnd } from './FormEnd.js';
import { listWindows } from './list-windows.js';
import { TIME_REFUSAL, TimeInputs } from './TimeInputs.js';
import { useOutcome } from './use-outcome.js';
import { WindowSelect } from './WindowSelect.js';
import { parseZoned, typeDate, typeTime } from './zoned-time.js';

interface Props {
  readonly limits: Limits;
  readonly timeZone: string;
  /** Noted in the tray already; null: now. */
  readonly notedAt: Instant | null;
  readonly onClose: (said: string) => void;
}

/** The limit was hit: which one, and when. */
export function AddHit({ limits, timeZone, notedAt, onClose }: Props) {
  const options = listWindows(limits);
  const now = useWindow((state) => state.now);
  const [opened] = useState(notedAt ?? now);
  const whole = useRef<HTMLFormElement>(null);
  const { words, isBusy, say, run } = useOutcome();
  useEffect(() => whole.current?.querySelector('select')?.focus(), []);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const textOf = (name: string) => String(data.get(name) ?? '').trim();
    const option = options.find(({ key }) => key === textOf('window'));
    const [date, time] = [textOf('date'), textOf('time')];
    // As it was noted, unless it was changed: the fields hold whole minutes only.
    const isNoted = date === typeDate(opened, timeZone) && time === typeTime(opened, timeZone);
    const at = isNoted ? opened : parseZoned(date, time, timeZone);
    if (!option) return;
    if (at === null) return say(TIME_REFUSAL);
    if (at > now) return say('That time has not come yet.');
    const { meter, window } = option;
    if (await run(addEvidence({ kind: 'hit', meter, window, at }), () => '')) onClose('Added.');
  };
  return (
    <form
      ref={whole}
      className={form.form}
      onSubmit={submit}
      noValidate
      aria-label="I just hit the limit"
    >
      <WindowSelect options={options} />
      <TimeInputs date={typeDate(opened, timeZone)} time={typeTime(opened, timeZone)} />
      <FormEnd words={words} does="Add" isBusy={isBusy} onCancel={() => onClose('')} />
    </form>
  );
}
