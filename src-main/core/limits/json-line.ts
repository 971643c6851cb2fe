export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The record of one line; null: a blank line; text: why there is none. */
export function parseJsonLine(line: string): Readonly<Record<string, unknown>> | string | null {
  const text = line.replace(/^\uFEFF/, '').trim();
  if (text === '') return null;
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    // Torn, nested too deep, or no JSON at all: the line is told of.
    return 'not JSON, skipped';
  }
  return isRecord(parsed) ? parsed : 'not a record, skipped';
}
