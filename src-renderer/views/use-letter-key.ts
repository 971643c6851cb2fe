import { useEffect, useRef } from 'react';

/** A letter as a key of the view, unless someone is typing. */
export function useLetterKey(letter: string, press: () => void): void {
  const latest = useRef(press);
  useEffect(() => {
    latest.current = press;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isTyping =
        event.target instanceof HTMLElement &&
        event.target.matches('input:not([type=radio]), select, textarea');
      if (event.key !== letter || event.ctrlKey || event.metaKey || event.altKey || isTyping)
        return;
      latest.current();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [letter]);
}
