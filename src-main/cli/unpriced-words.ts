/** Estimates leave it out, but what recent bills charged for it counts. */
export const unpricedWords = (model: string, tokens: string) =>
  `No list price for ${model} (${tokens} tokens): counted only as far as bills have named it.`;
