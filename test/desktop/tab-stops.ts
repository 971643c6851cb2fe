import type { Page } from '@playwright/test';

export interface TabStops {
  /** What a person could want to use, in a few words each. */
  readonly wanted: readonly string[];
  /** Where Tab goes, from the top of the page around to it again. */
  readonly reached: readonly string[];
  /** Stops that do not show that they have the focus. */
  readonly invisible: readonly string[];
}

const MOST_STOPS = 120;

/** Walks the page with the Tab key alone. */
export async function walkTabStops(page: Page): Promise<TabStops> {
  const wanted = await page.evaluate(() => {
    const selector =
      'a[href], button:not(:disabled), input:not(:disabled), select, textarea, summary, [tabindex="0"]';
    const groups = new Set<string>();
    const stops: string[] = [];
    for (const element of document.querySelectorAll<HTMLElement>(selector)) {
      if (!element.checkVisibility()) continue;
      // Radio buttons of one group are one stop.
      if (element instanceof HTMLInputElement && element.type === 'radio') {
        if (groups.has(element.name)) continue;
        groups.add(element.name);
        element.closest('fieldset')?.setAttribute('data-stop', String(stops.length));
      } else element.setAttribute('data-stop', String(stops.length));
      stops.push(`${stops.length} ${element.tagName} ${element.textContent?.slice(0, 40)}`);
    }
    // Tab goes on from where the page was clicked last, so that is moved to its top.
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute('tabindex');
    return stops;
  });
  const reached: string[] = [];
  const invisible: string[] = [];
  for (let step = 0; step < MOST_STOPS; step += 1) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return null;
      const index = element.closest('[data-stop]')?.getAttribute('data-stop');
      // A field may lend its outline to the frame around it, a radio button to the word beside it.
      const lenders = [element, element.parentElement, element.nextElementSibling];
      const shown = lenders.some((one) => {
        if (!one) return false;
        const { outlineStyle, outlineWidth } = getComputedStyle(one);
        return outlineStyle !== 'none' && outlineWidth !== '0px';
      });
      return { index: index ? Number(index) : -1, shown, html: element.outerHTML.slice(0, 120) };
    });
    // Focus leaves the page after the last stop.
    if (!stop) break;
    const name = wanted[stop.index] ?? stop.html;
    // A time field is several stops by itself.
    if (reached.at(-1) === name) continue;
    if (reached.includes(name)) break;
    reached.push(name);
    if (!stop.shown) invisible.push(name);
  }
  return { wanted, reached, invisible };
}
