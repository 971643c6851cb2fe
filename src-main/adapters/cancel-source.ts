import type { CancelSource } from '../core/tidemark.js';

export function createCancelSource(): CancelSource {
  const controller = new AbortController();
  return { signal: controller.signal, cancel: () => controller.abort() };
}
