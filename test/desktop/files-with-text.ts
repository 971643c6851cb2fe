import { readFileSync } from 'node:fs';
import { filesBelow } from './test-key.js';

/** Every file below the folder that holds the text. */
export const filesWithText = (folder: string, text: string): readonly string[] =>
  filesBelow(folder).filter((file) => readFileSync(file).includes(text));
