import type { Settings } from '../src-main/shared/settings.js';

/** Shows the chosen theme, following the desktop while the choice is "system". */
export function followTheme(theme: Settings['theme']): () => void {
  const root = document.documentElement;
  if (theme !== 'system' || typeof matchMedia !== 'function') {
    root.dataset.theme = theme === 'dark' ? 'dark' : 'light';
    return () => {};
  }
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const show = () => {
    root.dataset.theme = dark.matches ? 'dark' : 'light';
  };
  show();
  dark.addEventListener('change', show);
  return () => dark.removeEventListener('change', show);
}
