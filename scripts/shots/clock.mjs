import { fileURLToPath } from 'node:url';

/** A Thursday afternoon, so that week and month are well under way. */
const NOW = '2026-11-19T13:42:00Z';
const script = fileURLToPath(new URL('stopped-clock.cjs', import.meta.url));

/** Node, and Electron's main process, with a clock that stands. */
export const stoppedClock = { words: ['-r', script], env: { SHOTS_NOW: NOW } };
