import { useId } from 'react';
import type { SettingsPatch } from '../../src-main/shared/settings.js';
import { Field } from './Field.js';
import type { Option } from './settings-options.js';
import { useSetting } from './use-setting.js';

interface Props<T> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly Option<T>[];
  readonly toPatch: (value: T) => SettingsPatch;
}

export function SelectField<T>({ label, value, options, toPatch }: Props<T>) {
  const id = useId();
  const { save, change } = useSetting();
  return (
    <Field id={id} label={label} save={save}>
      <select
        id={id}
        aria-describedby={`${id}-save`}
        value={options.findIndex((option) => option.value === value)}
        onChange={(event) => {
          const chosen = options[Number(event.currentTarget.value)];
          if (chosen) void change(toPatch(chosen.value));
        }}
      >
        {options.map((option, index) => (
          <option key={option.label} value={index}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  );
}
