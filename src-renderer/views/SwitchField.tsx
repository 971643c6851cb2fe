import { useId } from 'react';
import type { SettingsPatch } from '../../src-main/shared/settings.js';
import { Field } from './Field.js';
import { useSetting } from './use-setting.js';

interface Props {
  readonly label: string;
  readonly value: boolean;
  readonly toPatch: (value: boolean) => SettingsPatch;
}

export function SwitchField({ label, value, toPatch }: Props) {
  const id = useId();
  const { save, change } = useSetting();
  return (
    <Field id={id} label={label} save={save}>
      <input
        id={id}
        type="checkbox"
        aria-describedby={`${id}-save`}
        checked={value}
        onChange={(event) => void change(toPatch(event.currentTarget.checked))}
      />
    </Field>
  );
}
