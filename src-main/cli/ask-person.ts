import { createInterface } from 'node:readline/promises';

/** Only a clear yes is one; a closed terminal is a no. */
export async function askPerson(
  question: string,
  input: NodeJS.ReadStream,
  prompt: NodeJS.WriteStream,
): Promise<boolean> {
  const lines = createInterface({ input, output: prompt });
  const closed = new Promise<string>((resolve) => lines.on('close', () => resolve('')));
  const answer = await Promise.race([lines.question(`${question} [y/N] `), closed]);
  lines.close();
  return /^y(es)?$/i.test(answer.trim());
}
