import type { Instant } from '../shared/units.js';
import type { ApiKeyName, Role, WorkspaceName } from './cast.js';
import { apiKeyCast, inviteCast, memberCast, organizationNames, workspaceCast } from './cast.js';
import { opaqueId, opaqueUuid, randomText } from './opaque-id.js';
import { createRandom } from './random.js';

export interface Workspace {
  readonly id: string;
  readonly name: WorkspaceName;
  /** The legacy reports call this one null. */
  readonly isDefault: boolean;
  readonly displayColor: string;
  readonly createdAt: Instant;
  readonly archivedAt: Instant | null;
  readonly compartmentId: string;
  readonly inferenceGeo: string;
  readonly tags: Readonly<Record<string, string>>;
}

export interface ApiKey {
  readonly id: string;
  readonly name: ApiKeyName;
  readonly workspaceId: string;
  readonly isOrganizationWide: boolean;
  readonly hint: string;
  readonly createdBy: string;
  readonly createdAt: Instant;
  readonly inactiveAt: Instant | null;
  readonly archivedAt: Instant | null;
  readonly expiresAt: Instant | null;
}

export interface Member {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly addedAt: Instant;
  readonly workspaceIds: readonly string[];
}

export interface Invite {
  readonly id: string;
  readonly email: string;
  readonly role: Role;
  readonly invitedAt: Instant;
  readonly acceptedAt: Instant | null;
}

export interface InventedOrganization {
  readonly seed: number;
  readonly id: string;
  readonly name: string;
  readonly workspaces: readonly Workspace[];
  readonly apiKeys: readonly ApiKey[];
  readonly members: readonly Member[];
  readonly invites: readonly Invite[];
}

/** The same organization for the same seed; another seed has other ids and another name. */
export function inventOrganization(seed: number, organizationId?: string): InventedOrganization {
  const workspaceId = (name: WorkspaceName) => opaqueId('wrkspc', seed, name);
  const memberId = (name: string) => opaqueId('user', seed, name);
  const moment = (date: string, name: string) => officeMoment(seed, date, name);
  const momentOrNull = (date: string | undefined, name: string) =>
    date === undefined ? null : moment(date, name);
  const nameCount = organizationNames.length;

  return {
    seed,
    id: organizationId ?? opaqueUuid(seed, 'organization'),
    name: organizationNames[(((seed - 1) % nameCount) + nameCount) % nameCount] ?? 'Fjordlys AS',
    workspaces: workspaceCast.map((cast) => ({
      id: workspaceId(cast.name),
      name: cast.name,
      isDefault: cast.name === 'Default',
      displayColor: cast.color,
      createdAt: moment(cast.created, cast.name),
      archivedAt: momentOrNull(cast.archived, `${cast.name} archived`),
      compartmentId: opaqueUuid(seed, cast.name),
      inferenceGeo: cast.geo ?? 'global',
      tags: cast.team === undefined ? {} : { team: cast.team },
    })),
    apiKeys: apiKeyCast.map((cast) => ({
      id: opaqueId('apikey', seed, cast.name),
      name: cast.name,
      workspaceId: workspaceId(cast.workspace),
      isOrganizationWide: cast.isOrganizationWide ?? false,
      hint: `sk-ant-api03-${randomText(3, seed, cast.name)}...${randomText(4, cast.name, seed)}`,
      createdBy: memberId(memberCast[cast.creator]?.name ?? ''),
      createdAt: moment(cast.created, cast.name),
      inactiveAt: momentOrNull(cast.inactive, `${cast.name} inactive`),
      archivedAt: momentOrNull(cast.archived, `${cast.name} archived`),
      expiresAt: momentOrNull(cast.expires, `${cast.name} expires`),
    })),
    members: memberCast.map((cast) => ({
      id: memberId(cast.name),
      name: cast.name,
      email: `${cast.name.split(' ')[0]?.toLowerCase()}@example.com`,
      role: cast.role,
      addedAt: moment(cast.added, cast.name),
      workspaceIds: cast.workspaces.map(workspaceId),
    })),
    invites: inviteCast.map((cast) => ({
      id: opaqueId('invite', seed, cast.email),
      email: cast.email,
      role: cast.role,
      invitedAt: moment(cast.invited, cast.email),
      acceptedAt: momentOrNull(cast.accepted, `${cast.email} accepted`),
    })),
  };
}

/** Some moment of that UTC day between 06:00 and 14:00, when somebody in Oslo is at work. */
function officeMoment(seed: number, date: string, name: string): Instant {
  const random = createRandom('moment', seed, name, date);
  return Date.parse(`${date}T06:00:00Z`) + Math.floor(random() * 8 * 3_600_000);
}

export type ApiKeyStatus = 'active' | 'inactive' | 'archived' | 'expired';

const isPast = (at: Instant | null, now: Instant) => at !== null && at <= now;

export function apiKeyStatus(key: ApiKey, now: Instant): ApiKeyStatus {
  if (isPast(key.archivedAt, now)) return 'archived';
  if (isPast(key.inactiveAt, now)) return 'inactive';
  return isPast(key.expiresAt, now) ? 'expired' : 'active';
}
