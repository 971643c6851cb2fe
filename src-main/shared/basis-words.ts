import type { FigureBasis } from './snapshot.js';

/** What a figure is worth, where there is room to say it. */
export const BASIS_WORDS: Readonly<Record<FigureBasis, string>> = {
  reported: 'reported',
  allocated: 'reported, shared out by estimate',
  estimated: 'estimate',
  mixed: 'part reported, part estimate',
  counted: 'counted by the report',
  forecast: 'forecast',
};
