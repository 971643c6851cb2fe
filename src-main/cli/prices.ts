import { plainName } from '../shared/plain-name.js';
import { withOwnPrice } from '../shared/prices.js';
import type { CommandParts } from './command-parts.js';
import { EXIT } from './exit-code.js';
import type { PriceCommand } from './price-words.js';
import { describeOwn, pricesJson, pricesText } from './prices-output.js';
import type { Terminal } from './terminal.js';

/** Lists the prices in force, or changes the user's own; then what is held is priced anew. */
export async function prices(
  { tidemark }: CommandParts,
  terminal: Terminal,
  asked: PriceCommand,
  isJson: boolean,
): Promise<number> {
  const list = tidemark.readPrices();
  if (asked.kind === 'list') {
    if (isJson) terminal.printJson(pricesJson(list));
    else terminal.print(pricesText(list));
    return EXIT.fine;
  }
  const { priceOverrides } = tidemark.readSettings();
  if (asked.kind === 'set') {
    const changed = await change(withOwnPrice(priceOverrides, asked.own));
    if (!changed.ok) return terminal.fail(changed.failure, isJson);
    if (isJson) terminal.printJson({ schema: 1, set: asked.own, usual: asked.usual });
    else terminal.print(describeOwn(asked.own, asked.usual));
    return EXIT.fine;
  }
  const { model } = asked;
  const named = list.prices.find(
    (listed) => listed.model === model || listed.own.some((own) => own.model === model),
  );
  const gone = named?.own ?? [];
  const changed = await change(priceOverrides.filter((own) => !gone.includes(own)));
  if (!changed.ok) return terminal.fail(changed.failure, isJson);
  if (isJson) terminal.printJson({ schema: 1, unset: gone });
  else {
    terminal.print(
      gone.length > 0
        ? `Your price of ${plainName(model)} is taken back. What is held was priced anew.`
        : `You have entered no price for ${plainName(model)}.`,
    );
  }
  return EXIT.fine;

  async function change(next: typeof priceOverrides) {
    const updated = tidemark.updateSettings({ priceOverrides: next });
    const priced = await tidemark.priced();
    return updated.ok ? priced : updated;
  }
}
