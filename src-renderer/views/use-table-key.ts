import { useLetterKey } from './use-letter-key.js';

export const useTableKey = (toggle: () => void): void => useLetterKey('t', toggle);
