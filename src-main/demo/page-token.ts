import { createHash } from 'node:crypto';

/** Tokens of one question: they hide the position and fit no other question. */
export interface PageTokens {
  issue(position: number): string;
  /** Null: not a token of this question. */
  read(token: string): number | null;
}

export function createPageTokens(secret: string, path: string, query: URLSearchParams): PageTokens {
  const question = [...query].filter(([name]) => name !== 'page').map((pair) => pair.join('='));
  const digest = (more: string) =>
    createHash('sha256')
      .update(JSON.stringify([secret, path, question.sort(), more]))
      .digest();
  const mask = digest('mask').readBigUInt64BE();

  const issue = (position: number) => {
    const bytes = Buffer.alloc(16);
    bytes.writeBigUInt64BE(BigInt.asUintN(64, BigInt(position)) ^ mask);
    digest(String(position)).copy(bytes, 8, 0, 8);
    return `page_${bytes.toString('base64')}`;
  };
  return {
    issue,
    read(token) {
      const bytes = Buffer.from(token.replace(/^page_/, ''), 'base64');
      if (bytes.length !== 16) return null;
      const position = Number(BigInt.asIntN(64, bytes.readBigUInt64BE() ^ mask));
      return Number.isSafeInteger(position) && issue(position) === token ? position : null;
    },
  };
}
