import { expect, it } from 'vitest';
import { createCancelScope } from '../../../src-main/core/sync/create-cancel-scope.js';

it('a scope cancels what listens to it and leaves its parent alone', () => {
  const parent = new AbortController();
  const scope = createCancelScope(parent.signal);
  let heard = 0;
  scope.signal.addEventListener('abort', () => {
    heard += 1;
  });
  scope.cancel();
  scope.cancel();
  expect([scope.signal.aborted, parent.signal.aborted, heard]).toEqual([true, false, 1]);
});

it('a scope follows its parent, also one that was cancelled before', () => {
  const parent = new AbortController();
  const scope = createCancelScope(parent.signal);
  expect(scope.signal.aborted).toBe(false);
  parent.abort();
  expect(scope.signal.aborted).toBe(true);
  expect(createCancelScope(parent.signal).signal.aborted).toBe(true);
});

it('a scope that has ended no longer hears its parent', () => {
  const parent = new AbortController();
  const scope = createCancelScope(parent.signal);
  scope.end();
  parent.abort();
  expect(scope.signal.aborted).toBe(false);
});

it('who stops listening is not called', () => {
  const scope = createCancelScope(new AbortController().signal);
  let heard = 0;
  const listen = () => {
    heard += 1;
  };
  scope.signal.addEventListener('abort', listen);
  scope.signal.removeEventListener('abort', listen);
  scope.cancel();
  expect(heard).toBe(0);
});
