// @vitest-environment jsdom
import { act } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { noteFailure } from '../../src-main/shared/failure.js';
import type { SyncStatus } from '../../src-main/shared/snapshot.js';
import { NOW, snapshots } from '../fixtures/snapshots.js';
import { closeApp, renderApp, shownText } from './render-app.js';

afterEach(closeApp);

const permission = noteFailure(
  { kind: 'permission-missing', detail: '403 permission_error This key lacks read:analytics.' },
  NOW,
);
const absent = noteFailure({ kind: 'not-available', detail: '404 not_found_error No.' }, NOW);

async function renderSettings(refusals: SyncStatus['refusals'], pair = snapshots.fine.sync.pair) {
  const sync = { ...snapshots.fine.sync, refusals, pair };
  const bridge = await renderApp({ ...snapshots.fine, sync });
  await act(async () => bridge.emitView('settings'));
  return shownText();
}

it('A3: settings name each report that is not readable here, and the right that is missing', async () => {
  const text = await renderSettings([
    { feature: 'cost', failure: permission },
    { feature: 'spend-limits', failure: absent },
  ]);
  expect(text).toContain(
    'Not readable here: the cost report (what was billed). Anthropic says: “This key lacks read:analytics.”',
  );
  expect(text).toContain('Not readable here: the spend limits.');
  expect(text).not.toContain('not_found_error');
  expect(text).toContain('Asked again once a day.');
});

it('A3: beside the choice of reports, the right that the analytics need', async () => {
  const text = await renderSettings([{ feature: 'analytics', failure: permission }], {
    wanted: 'analytics',
    used: 'legacy',
  });
  expect(text).toContain(
    'from the usual reports. Anthropic says: “This key lacks read:analytics.”',
  );
  expect(text).not.toContain('Not readable here');
});

it('nothing is said where all can be read', async () => {
  expect(await renderSettings([])).not.toMatch(/Not readable|once a day/);
});
