export const joinClasses = (...classes: readonly (string | false | null | undefined)[]) =>
  classes.filter(Boolean).join(' ') || undefined;
