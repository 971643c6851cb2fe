import { useEffect, useState } from 'react';
import type { PriceList } from '../../src-main/shared/prices.js';
import { readPrices } from '../bridge.js';
import { useWindow } from '../store.js';

/** Null until they are read. Asked again when own prices or the use of models may have changed. */
export function usePrices(): PriceList | null {
  const [list, setList] = useState<PriceList | null>(null);
  const version = useWindow(({ settings, snapshot }) =>
    JSON.stringify([
      settings?.priceOverrides,
      snapshot?.mode,
      snapshot?.connection.organization?.id,
      snapshot?.sync.lastSuccessAt,
    ]),
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version asks again
  useEffect(() => {
    let isCurrent = true;
    void readPrices().then((read) => {
      if (isCurrent && read) setList(read);
    });
    return () => {
      isCurrent = false;
    };
  }, [version]);
  return list;
}
