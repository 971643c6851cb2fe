import { useWindow } from '../store.js';

/** Another text whenever other figures may be told than before. */
export const useHeldVersion = () =>
  useWindow(({ snapshot, settings }) =>
    snapshot
      ? JSON.stringify([
          snapshot.mode,
          snapshot.connection.organization?.id,
          snapshot.sync.lastSuccessAt,
          snapshot.sync.coverage,
          settings?.priceOverrides,
        ])
      : '',
  );
