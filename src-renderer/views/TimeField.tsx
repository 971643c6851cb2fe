import { useId } from 'react';
import type { SettingsPatch } from '../../src-main/shared/settings.js';
import { Field } from './Field.js';
import { useSetting } from './use-setting.js';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly toPatch: (value: string) => SettingsPatch;
}

export function TimeField({ label, value, toPatch }: Props) {
  const id = useId();
  const { save, change } = useSetting();
  return (
    <Field id={id} label={label} save={save}>
      <input
        key={value}
        id={id}
        // Always 24 hours, as every other time here; a native time field follows the system's habit.
        type="text"
        inputMode="numeric"
        maxLength={5}
        placeholder="10:59"
        aria-describedby={`${id}-save`}
        defaultValue={value}
        onBlur={(event) => {
          const typed = event.currentTarget.value;
          if (typed !== '' && typed !== value) void change(toPatch(typed));
        }}
      />
    </Field>
  );
}
