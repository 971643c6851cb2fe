import type { ApiState, Endpoint, JsonObject } from './api-exchange.js';
import { born, objectTime, one, pastTime } from './api-object.js';
import { answerIdPage } from './id-pages.js';
import type { Workspace } from './organization.js';
import { createQueryReader } from './query-reader.js';

export const knownWorkspaces = (state: ApiState) =>
  born(state.organization.workspaces, ({ createdAt }) => createdAt, state);

export const listWorkspaces: Endpoint = (state, request) => {
  const reader = createQueryReader(request.query, ['ids']);
  const includeArchived = reader.flag('include_archived');
  const includeDefault = reader.flag('include_default');
  const ids = reader.list('ids');
  if (ids.length > 100) reader.fail('ids[]: at most 100.');
  const workspaces = knownWorkspaces(state).filter(
    ({ id, isDefault, archivedAt }) =>
      (ids.length === 0 || ids.includes(id)) &&
      (includeDefault || !isDefault) &&
      (includeArchived || archivedAt === null || archivedAt > state.now),
  );
  return answerIdPage(
    reader,
    workspaces.map((workspace) => workspaceObject(workspace, state)),
  );
};

export const getWorkspace: Endpoint = (state, _request, id) =>
  one(
    knownWorkspaces(state).find((workspace) => workspace.id === id),
    (workspace) => workspaceObject(workspace, state),
  );

const workspaceObject = (workspace: Workspace, { now }: ApiState): JsonObject => ({
  id: workspace.id,
  type: 'workspace',
  name: workspace.name,
  display_color: workspace.displayColor,
  created_at: objectTime(workspace.createdAt),
  archived_at: pastTime(workspace.archivedAt, now),
  compartment_id: workspace.compartmentId,
  data_residency: {
    workspace_geo: 'us',
    default_inference_geo: workspace.inferenceGeo,
    allowed_inference_geos: 'unrestricted',
  },
  external_key_id: null,
  tags: workspace.tags,
  user_profile_id: null,
});
