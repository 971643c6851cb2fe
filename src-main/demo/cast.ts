/** Who and what the invented organization consists of. Every name here is made up. */
export const FOUNDED_AT = Date.parse('2025-10-01T00:00:00Z');

export const organizationNames = [
  'Fjordlys AS',
  'Myrull Data AS',
  'Skumring AS',
  'Lyngstien AS',
] as const;

export type WorkspaceName =
  | 'Default'
  | 'Support desk'
  | 'Document search'
  | 'Nightly archive'
  | 'Claude Code'
  | 'Spring pilot';

export interface WorkspaceCast {
  readonly name: WorkspaceName;
  readonly color: string;
  readonly created: string;
  readonly archived?: string;
  readonly team?: string;
  readonly geo?: string;
}

export const workspaceCast: readonly WorkspaceCast[] = [
  { name: 'Default', color: '#6C5BB9', created: '2025-10-01' },
  { name: 'Support desk', color: '#2E7D6B', created: '2025-10-02', team: 'support' },
  { name: 'Document search', color: '#3B6FB6', created: '2025-10-06', team: 'search', geo: 'us' },
  { name: 'Nightly archive', color: '#8A6D3B', created: '2025-10-08', team: 'platform' },
  { name: 'Claude Code', color: '#B5573A', created: '2025-10-13' },
  { name: 'Spring pilot', color: '#7A8B2A', created: '2025-11-10', archived: '2026-05-29' },
];

export type ApiKeyName =
  | 'support-desk-prod'
  | 'support-desk-staging'
  | 'search-prod'
  | 'search-indexer'
  | 'nightly-archive-2025'
  | 'nightly-archive'
  | 'claude-code-shared'
  | 'claude-code-ci'
  | 'pilot-web'
  | 'pilot-batch'
  | 'notebook-tuva'
  | 'notebook-jon'
  | 'evaluation-summer'
  | 'release-notes';

export interface ApiKeyCast {
  readonly name: ApiKeyName;
  readonly workspace: WorkspaceName;
  readonly creator: number;
  readonly created: string;
  readonly inactive?: string;
  readonly archived?: string;
  readonly expires?: string;
  /** An organization-wide key; its use counts for the default workspace. */
  readonly isOrganizationWide?: boolean;
}

export const apiKeyCast: readonly ApiKeyCast[] = [
  { name: 'support-desk-prod', workspace: 'Support desk', creator: 2, created: '2025-10-02' },
  { name: 'support-desk-staging', workspace: 'Support desk', creator: 2, created: '2025-10-03' },
  { name: 'search-prod', workspace: 'Document search', creator: 3, created: '2025-10-06' },
  { name: 'search-indexer', workspace: 'Document search', creator: 3, created: '2025-12-02' },
  {
    name: 'nightly-archive-2025',
    workspace: 'Nightly archive',
    creator: 4,
    created: '2025-10-08',
    inactive: '2026-03-03',
  },
  { name: 'nightly-archive', workspace: 'Nightly archive', creator: 4, created: '2026-03-02' },
  { name: 'claude-code-shared', workspace: 'Claude Code', creator: 0, created: '2025-10-13' },
  { name: 'claude-code-ci', workspace: 'Claude Code', creator: 4, created: '2026-01-12' },
  {
    name: 'pilot-web',
    workspace: 'Spring pilot',
    creator: 5,
    created: '2025-11-10',
    archived: '2026-05-29',
  },
  {
    name: 'pilot-batch',
    workspace: 'Spring pilot',
    creator: 5,
    created: '2026-01-19',
    archived: '2026-05-29',
  },
  { name: 'notebook-tuva', workspace: 'Default', creator: 6, created: '2025-10-14' },
  {
    name: 'notebook-jon',
    workspace: 'Default',
    creator: 7,
    created: '2025-11-03',
    inactive: '2026-08-17',
  },
  {
    name: 'evaluation-summer',
    workspace: 'Default',
    creator: 3,
    created: '2026-06-22',
    expires: '2026-10-01',
  },
  {
    name: 'release-notes',
    workspace: 'Default',
    creator: 0,
    created: '2026-02-09',
    isOrganizationWide: true,
  },
];

export type Role = 'admin' | 'billing' | 'developer' | 'claude_code_user' | 'user';

export interface MemberCast {
  readonly name: string;
  readonly role: Role;
  readonly added: string;
  readonly workspaces: readonly WorkspaceName[];
}

export const memberCast: readonly MemberCast[] = [
  { name: 'Mira Holt', role: 'admin', added: '2025-10-01', workspaces: [] },
  { name: 'Sanna Vikmark', role: 'admin', added: '2025-10-01', workspaces: [] },
  { name: 'Noor Aasheim', role: 'developer', added: '2025-10-02', workspaces: ['Support desk'] },
  {
    name: 'Eli Strandby',
    role: 'developer',
    added: '2025-10-06',
    workspaces: ['Document search', 'Support desk'],
  },
  {
    name: 'Oskar Lindhus',
    role: 'developer',
    added: '2025-10-08',
    workspaces: ['Nightly archive', 'Claude Code'],
  },
  {
    name: 'Priya Dalgren',
    role: 'developer',
    added: '2025-11-10',
    workspaces: ['Spring pilot', 'Document search'],
  },
  { name: 'Tuva Myrland', role: 'developer', added: '2025-10-13', workspaces: ['Claude Code'] },
  { name: 'Jon Fjellvang', role: 'claude_code_user', added: '2025-10-13', workspaces: [] },
  { name: 'Ada Skogholm', role: 'claude_code_user', added: '2026-01-12', workspaces: [] },
  { name: 'Kofi Lundvik', role: 'claude_code_user', added: '2026-04-07', workspaces: [] },
  { name: 'Lene Brekkerud', role: 'billing', added: '2025-10-02', workspaces: [] },
  { name: 'Mats Haugmo', role: 'user', added: '2026-02-16', workspaces: ['Support desk'] },
];

export interface InviteCast {
  readonly email: string;
  readonly role: Role;
  readonly invited: string;
  readonly accepted?: string;
}

export const inviteCast: readonly InviteCast[] = [
  {
    email: 'kofi@example.com',
    role: 'claude_code_user',
    invited: '2026-04-02',
    accepted: '2026-04-07',
  },
  { email: 'signe@example.com', role: 'developer', invited: '2026-08-20' },
  { email: 'henrik@example.com', role: 'claude_code_user', invited: '2026-11-18' },
];
