import { plainLine } from '../../../src-main/shared/plain-name.js';

const MOST_LINES = 60;
const LONGEST_LINE = 400;

/** Text of a file line by line, its indents kept, without letters that hide or reorder others. */
export function showLines(text: string): string {
  const lines = text.slice(0, MOST_LINES * LONGEST_LINE).split('\n', MOST_LINES);
  // A part of a file begins after its own indent.
  const spare = Math.min(...lines.slice(1).map((line) => line.search(/[^ ]|$/)));
  return lines
    .map((line, index) => plainLine(line.slice(index === 0 ? 0 : spare), LONGEST_LINE))
    .join('\n');
}
