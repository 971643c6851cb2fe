import { useState } from 'react';
import type { Reply } from '../../../src-main/shared/ipc-contract.js';

/** Does something once at a time, and keeps how it went in words; a refusal with its reason. */
export function useOutcome() {
  const [words, setWords] = useState('');
  const [isBusy, setBusy] = useState(false);
  const run = async <T>(doing: Promise<Reply<T>>, say: (value: T) => string): Promise<boolean> => {
    setBusy(true);
    const reply = await doing;
    setBusy(false);
    if (reply.ok) setWords(say(reply.value));
    else setWords(`${reply.note.title}. ${reply.note.detail ?? reply.note.body}`);
    return reply.ok;
  };
  return { words, isBusy, say: setWords, run };
}
