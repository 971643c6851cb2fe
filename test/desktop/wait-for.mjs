import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks until the answer is truthy, and gives it; throws when the limit passes.
 * @template T
 * @param {string} what named in the error
 * @param {() => T | Promise<T>} ask
 * @param {{ limitMs?: number, everyMs?: number }} [options]
 * @returns {Promise<NonNullable<T>>}
 */
export async function waitFor(what, ask, { limitMs = 10_000, everyMs = 25 } = {}) {
  const end = Date.now() + limitMs;
  let lastError;
  for (;;) {
    try {
      const answer = await ask();
      if (answer) return answer;
      lastError = undefined;
    } catch (error) {
      lastError = error;
    }
    if (Date.now() > end) {
      throw new Error(`Waited ${limitMs} ms in vain for ${what}`, { cause: lastError });
    }
    await sleep(everyMs);
  }
}
