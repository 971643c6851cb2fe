/** Control and direction marks from outside must not rearrange a terminal line (H2). */
export const plain = (text: string, longest = 60) =>
  text.replace(/[\p{Cc}\p{Cf}]/gu, '').slice(0, longest);
