import { useState } from 'react';
import { MINUTE_MS } from '../../src-main/shared/units.js';
import { useNow } from '../store.js';

/** Follows a text, but changes at most once a minute unless it must at once. */
export function useCalmVersion(version: string, mustFollow: boolean): string {
  const minute = useNow(MINUTE_MS);
  const [followed, setFollowed] = useState({ version, minute });
  const isNew = version !== followed.version && (mustFollow || minute !== followed.minute);
  if (isNew) setFollowed({ version, minute });
  return isNew ? version : followed.version;
}
