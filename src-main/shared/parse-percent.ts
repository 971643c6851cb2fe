/** What a person types for a percentage: "82", "82.5 %", "82,5". Null for what is none. */
export function parsePercent(text: string): number | null {
  const typed = /^(\d{1,3}([.,]\d{0,2})?)\s*%?$/.exec(text.trim())?.[1];
  return typed === undefined ? null : Number(typed.replace(',', '.'));
}

export const PERCENT_REFUSAL = 'Type a percentage, like 82 or 82.5.';
