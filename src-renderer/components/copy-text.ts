/**
 * Puts text on the clipboard. Every permission is denied to this page, `navigator.clipboard` with
 * them (S5); the copy command needs none and no channel, can write only, and only plain text here.
 */
export function copyText(text: string): boolean {
  let isFilled = false;
  const fill = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    isFilled = true;
  };
  document.addEventListener('copy', fill, { capture: true, once: true });
  try {
    return document.execCommand('copy') && isFilled;
  } finally {
    document.removeEventListener('copy', fill, { capture: true });
  }
}
