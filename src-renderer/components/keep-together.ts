const BEFORE_UNIT = /(?<=\d) (?=(?:%|[KMBT]|min|[dhs])(?![\p{L}\d]))/gu;
const BEFORE_DASH = /(?<=[\d%]) (?=– [<−$\d])/gu;

/** A sentence in which no number is parted from its unit; a range may part after its dash alone. */
export const keepTogether = (text: string): string =>
  text.replace(BEFORE_UNIT, '\u00a0').replace(BEFORE_DASH, '\u00a0');
