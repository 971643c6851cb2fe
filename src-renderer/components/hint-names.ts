import { plainName } from '../../src-main/shared/plain-name.js';

interface Named {
  readonly id: string | null;
  readonly label: string;
}

/** The end of the id for each name that is bare of letters or borne by more than one; else null. */
export function hintNames(groups: readonly Named[]): readonly (string | null)[] {
  const shown = groups.map(({ label }) => plainName(label));
  const counts = new Map<string, number>();
  for (const name of shown) counts.set(name, (counts.get(name) ?? 0) + 1);
  return groups.map(({ id, label }, index) => {
    const name = shown[index] ?? '';
    const isBare = !/[\p{L}\p{N}]/u.test(name);
    const isTwin = (counts.get(name) ?? 0) > 1;
    return id !== null && id !== label && (isBare || isTwin) ? `…${id.slice(-6)}` : null;
  });
}
