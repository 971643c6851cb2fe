import { useEffect, useRef } from 'react';

/** The key "t", unless someone is typing. */
export function useTableKey(toggle: () => void): void {
  const latest = useRef(toggle);
  useEffect(() => {
    latest.current = toggle;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isTyping =
        event.target instanceof HTMLElement &&
        event.target.matches('input:not([type=radio]), select, textarea');
      if (event.key !== 't' || event.ctrlKey || event.metaKey || event.altKey || isTyping) return;
      latest.current();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, []);
}
