import type { ClaudeCodeRecord } from '../../../src-main/shared/usage.js';

export const CLAUDE_CODE_RECORD: ClaudeCodeRecord = {
  actorType: 'user_actor',
  actor: 'ada@example.com',
  customerType: null,
  subscriptionType: 'team',
  terminalType: 'vscode',
  isRemote: true,
  sessions: 3,
  linesAdded: 10,
  linesRemoved: 4,
  commits: 1,
  pullRequests: 0,
  models: [
    {
      model: 'claude-opus-5-5',
      uncachedInput: 1,
      output: 2,
      cacheRead: 3,
      cacheCreation: 4,
      estimated: null,
    },
  ],
  tools: [{ tool: 'edit', accepted: 2, rejected: 1 }],
};
