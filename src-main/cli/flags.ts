/** What was given by name on the command line. */
export interface Flags {
  readonly [name: string]: string | boolean | string[] | undefined;
}

/** RFC 3339 or a plain UTC date; null when it is neither. */
export function instantFlag(value: unknown): number | null {
  if (typeof value !== 'string') return null;
  const [whole, day] = /^(\d{4}-\d{2}-\d{2})(?:T[\d:.]+(?:Z|[+-]\d{2}:\d{2}))?$/.exec(value) ?? [];
  if (whole === undefined || day === undefined) return null;
  const at = Date.parse(whole);
  const midnight = Date.parse(day);
  if (Number.isNaN(at) || Number.isNaN(midnight)) return null;
  // JavaScript takes 30 February for 2 March.
  return new Date(midnight).toISOString().startsWith(day) ? at : null;
}
