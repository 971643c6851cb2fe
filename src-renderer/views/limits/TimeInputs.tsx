export const TIME_REFUSAL = 'Enter a day and a time, like 14:05.';

interface Props {
  readonly date: string;
  readonly time: string;
  /** Put before both labels: "Resets". */
  readonly of?: string;
}

/** A day and a 24-hour time, as every other time here is told. */
export const TimeInputs = ({ date, time, of }: Props) => (
  <>
    <label>
      {of ? `${of}, day` : 'Day'}
      <input name="date" type="date" defaultValue={date} />
    </label>
    <label>
      {of ? `${of}, time` : 'Time'}
      <input
        name="time"
        type="text"
        inputMode="numeric"
        autoComplete="off"
        maxLength={5}
        placeholder="14:05"
        defaultValue={time}
      />
    </label>
  </>
);
