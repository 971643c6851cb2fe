// Only asks for the pages named on standard input and parses them: no checking, no storing.
import process from 'node:process';
import { Agent, request } from 'undici';

let input = '';
for await (const text of process.stdin.setEncoding('utf8')) input += text;
const { urls, headers } = JSON.parse(input);
const dispatcher = new Agent();
for (const url of urls) {
  const { body } = await request(url, { headers, dispatcher });
  JSON.parse(await body.text());
}
await dispatcher.close();
