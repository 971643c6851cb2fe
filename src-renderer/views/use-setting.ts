import { useRef, useState } from 'react';
import type { SettingsPatch } from '../../src-main/shared/settings.js';
import { updateSettings } from '../bridge.js';

export type SaveState =
  | { readonly at: 'rest' }
  | { readonly at: 'saved' }
  | { readonly at: 'refused'; readonly why: string };

/** Saves a change at once and remembers how that went, the latest change winning. */
export function useSetting() {
  const [save, setSave] = useState<SaveState>({ at: 'rest' });
  const latest = useRef(0);
  const change = async (patch: SettingsPatch) => {
    latest.current += 1;
    const turn = latest.current;
    const reply = await updateSettings(patch);
    if (turn !== latest.current) return;
    setSave(
      reply.ok
        ? { at: 'saved' }
        : { at: 'refused', why: `${reply.note.title}. ${reply.note.detail ?? reply.note.body}` },
    );
  };
  const refuse = (why: string) => setSave({ at: 'refused', why });
  return { save, change, refuse };
}
