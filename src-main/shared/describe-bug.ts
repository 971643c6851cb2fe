/** A mistake of ours, as the log has it. */
export const describeBug = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);
