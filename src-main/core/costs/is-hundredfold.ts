/** Near a hundred or a hundredth, with room for a discount. */
export const isHundredfold = (ratio: number) =>
  (ratio > 60 && ratio < 140) || (ratio > 0.006 && ratio < 0.014);

/** No contract takes so much off: something else pays. */
export const isAlmostNothing = (ratio: number) => ratio <= 0.02;
