import type { ReadStream } from 'node:tty';

const MAX_PIPED_CHARACTERS = 2_000;

/** The pasted key: by hidden prompt on a terminal, else all of standard input. */
export function readKeyFromPerson(
  input: NodeJS.ReadStream,
  prompt: NodeJS.WriteStream,
): Promise<string> {
  return input.isTTY ? readHidden(input, prompt) : readPiped(input);
}

async function readPiped(input: NodeJS.ReadStream): Promise<string> {
  let text = '';
  for await (const chunk of input) {
    text += String(chunk);
    if (text.length > MAX_PIPED_CHARACTERS) break;
  }
  return text;
}

function readHidden(input: ReadStream, prompt: NodeJS.WriteStream): Promise<string> {
  prompt.write('Admin key (not shown): ');
  input.setRawMode(true);
  input.resume();
  return new Promise((resolve) => {
    let typed = '';
    const finish = (text: string) => {
      input.setRawMode(false);
      input.pause();
      input.off('data', onData);
      prompt.write('\n');
      resolve(text);
    };
    const onData = (data: Buffer) => {
      for (const character of data.toString('utf8')) {
        if (character === '\r' || character === '\n' || character === '\u0004')
          return finish(typed);
        if (character === '\u0003') return finish('');
        if (character === '\u007f') typed = typed.slice(0, -1);
        else typed += character;
      }
      return undefined;
    };
    input.on('data', onData);
  });
}
