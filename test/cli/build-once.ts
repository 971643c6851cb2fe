import { ensureBuild, repoFolder } from '../../scripts/set-up.mjs';

export const root = repoFolder;

/** Test files run side by side: one builds, the others wait for it. */
export const buildOnce = () => ensureBuild({ log: () => undefined });
