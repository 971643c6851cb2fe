import { useId } from 'react';
import { Field } from './Field.js';
import { parseDollars, typeDollars } from './parse-dollars.js';
import { useSetting } from './use-setting.js';

/** Saved when the field is left or Enter is pressed: half an amount is not an amount. */
export function LimitField({ value }: { readonly value: number | null }) {
  const id = useId();
  const { save, change, refuse } = useSetting();
  const commit = (text: string) => {
    const microcents = parseDollars(text);
    if (microcents === undefined) refuse('Type an amount in dollars, like 35 or 34.80.');
    else if (microcents !== value) void change({ weeklyLimitMicrocents: microcents });
  };
  return (
    <Field id={id} label="Weekly limit in dollars" save={save}>
      <input
        key={value}
        id={id}
        inputMode="decimal"
        autoComplete="off"
        placeholder="none"
        aria-describedby={`${id}-save`}
        aria-invalid={save.at === 'refused'}
        defaultValue={typeDollars(value)}
        onBlur={(event) => commit(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Enter' && commit(event.currentTarget.value)}
      />
    </Field>
  );
}
