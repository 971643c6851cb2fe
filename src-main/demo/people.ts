import type { Instant } from '../shared/units.js';
import { DAY_MS } from '../shared/units.js';
import type { ApiState, Endpoint, JsonObject } from './api-exchange.js';
import { notFound } from './api-exchange.js';
import { born, objectTime, one, pastTime } from './api-object.js';
import { answerIdPage } from './id-pages.js';
import type { Invite, Member, Workspace } from './organization.js';
import { createQueryReader } from './query-reader.js';
import { knownWorkspaces } from './workspaces.js';

const knownMembers = (state: ApiState) =>
  born(state.organization.members, ({ addedAt }) => addedAt, state);

const roles = [
  'user',
  'claude_code_user',
  'developer',
  'billing',
  'admin',
  'managed',
  'membership_admin',
  'owner',
  'primary_owner',
] as const;

export const listUsers: Endpoint = (state, request) => {
  const reader = createQueryReader(request.query, ['roles']);
  const email = reader.text('email');
  const wanted: readonly string[] = reader.choices('roles', roles);
  const members = knownMembers(state).filter(
    (member) =>
      (email === null || member.email === email) &&
      (wanted.length === 0 || wanted.includes(member.role)),
  );
  return answerIdPage(reader, members.map(userObject));
};

export const getUser: Endpoint = (state, _request, id) =>
  one(
    knownMembers(state).find((member) => member.id === id),
    userObject,
  );

const userObject = (member: Member): JsonObject => ({
  id: member.id,
  type: 'user',
  email: member.email,
  name: member.name,
  role: member.role,
  added_at: objectTime(member.addedAt),
});

const knownInvites = (state: ApiState) =>
  born(state.organization.invites, ({ invitedAt }) => invitedAt, state);

export const listInvites: Endpoint = (state, request) => {
  const reader = createQueryReader(request.query, ['roles', 'statuses']);
  const email = reader.text('email');
  const wanted: readonly string[] = reader.choices('roles', roles);
  const statuses: readonly string[] = reader.choices('statuses', [
    'pending',
    'accepted',
    'expired',
  ]);
  const invites = knownInvites(state).filter(
    (invite) =>
      (email === null || invite.email === email) &&
      (wanted.length === 0 || wanted.includes(invite.role)) &&
      (statuses.length === 0 || statuses.includes(inviteStatus(invite, state.now))),
  );
  return answerIdPage(
    reader,
    invites.map((invite) => inviteObject(invite, state.now)),
  );
};

export const getInvite: Endpoint = (state, _request, id) =>
  one(
    knownInvites(state).find((invite) => invite.id === id),
    (invite) => inviteObject(invite, state.now),
  );

const INVITE_MS = 21 * DAY_MS;

function inviteStatus({ invitedAt, acceptedAt }: Invite, now: Instant): string {
  if (acceptedAt !== null && acceptedAt <= now) return 'accepted';
  return invitedAt + INVITE_MS <= now ? 'expired' : 'pending';
}

const inviteObject = (invite: Invite, now: Instant): JsonObject => ({
  id: invite.id,
  type: 'invite',
  email: invite.email,
  role: invite.role,
  status: inviteStatus(invite, now),
  invited_at: objectTime(invite.invitedAt),
  expires_at: objectTime(invite.invitedAt + INVITE_MS),
  accepted_at: pastTime(invite.acceptedAt, now),
  rbac_group_ids: [],
});

export const listWorkspaceMembers: Endpoint = (state, request, workspaceId) => {
  const reader = createQueryReader(request.query);
  const members = workspaceMembers(state, workspaceId);
  return members ? answerIdPage(reader, members, ({ user_id }) => user_id) : notFound();
};

export const getWorkspaceMember: Endpoint = (state, _request, workspaceId, userId) =>
  one(
    workspaceMembers(state, workspaceId)?.find(({ user_id }) => user_id === userId),
    (member) => member,
  );

/** Null: no such workspace. */
function workspaceMembers(state: ApiState, workspaceId: string): readonly JsonObject[] | null {
  const workspace = knownWorkspaces(state).find(({ id }) => id === workspaceId);
  if (!workspace) return null;
  return knownMembers(state).flatMap((member) => {
    const workspace_role = workspaceRole(member, workspace);
    if (workspace_role === null) return [];
    const { id: user_id } = member;
    return [{ type: 'workspace_member', user_id, workspace_id: workspaceId, workspace_role }];
  });
}

/** Admins and billing members belong to every workspace by their role in the organization. */
function workspaceRole(member: Member, workspace: Workspace): string | null {
  if (member.role === 'admin') return 'workspace_admin';
  if (member.role === 'billing') return 'workspace_billing';
  if (!member.workspaceIds.includes(workspace.id)) return null;
  return member.role === 'user' ? 'workspace_user' : 'workspace_developer';
}
