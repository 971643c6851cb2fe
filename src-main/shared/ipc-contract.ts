import * as z from 'zod';
import type { Cache } from './cache.js';
import type { Costs } from './costs.js';
import { isWindowKind, METERS, MOST_ID_LENGTH, type WindowKind } from './evidence.js';
import type { FailureNote } from './failure.js';
import { GRAINS, GROUPINGS, type History } from './history.js';
import type {
  EvidencePatch,
  Limits,
  NewEvidence,
  StatusLinePreview,
  StatusLineSetup,
} from './limits.js';
import type { PriceList } from './prices.js';
import { type Settings, type SettingsPatch, settingsPatchSchema } from './settings.js';
import type { Snapshot } from './snapshot.js';
import { DAY_MS, LAST_INSTANT } from './units.js';

/** What a key was found able to do before it is saved. */
export interface KeyTrial {
  readonly organizationName: string;
  readonly lastFour: string;
  /** Honest sentences: what this key can read and what no key can. */
  readonly abilities: readonly string[];
  readonly warning: string | null;
}

export type Reply<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly note: FailureNote };

const nothing = z.undefined();
const instant = z.number().int().min(0).max(LAST_INSTANT);

/** Three years by the hour: more would hold up the main process. */
const LONGEST_QUERY_MS = 3 * 366 * DAY_MS;

const historyQuery = z
  .strictObject({
    from: instant,
    to: instant,
    grain: z.enum(GRAINS),
    by: z.enum(GROUPINGS),
  })
  .refine(({ from, to }) => to - from <= LONGEST_QUERY_MS, 'span too long');

const span = z
  .strictObject({ from: instant, to: instant })
  .refine(({ from, to }) => to - from <= LONGEST_QUERY_MS, 'span too long');
const costsQuery = z
  .strictObject({
    from: instant,
    to: instant,
    before: span.refine(({ from, to }) => to > from, 'empty').optional(),
  })
  .refine(({ from, to }) => to - from <= LONGEST_QUERY_MS, 'span too long');
const cacheQuery = z
  .strictObject({ from: instant, to: instant, grain: z.enum(['hour', 'day', 'week']) })
  .refine(({ from, to }) => to - from <= LONGEST_QUERY_MS, 'span too long');

const meter = z.enum(METERS);
const windowKind = z.custom<WindowKind>(isWindowKind);
const percent = z.number().min(0).max(1000);
const newEvidence = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('reading'),
    meter,
    window: windowKind,
    pct: percent,
    at: instant.nullable(),
    resetsAt: instant.nullable(),
  }),
  z.strictObject({ kind: z.literal('hit'), meter, window: windowKind, at: instant.nullable() }),
  z.strictObject({
    kind: z.literal('change'),
    meter,
    window: windowKind,
    at: instant,
    isDenied: z.boolean(),
  }),
]) satisfies z.ZodType<NewEvidence>;
const evidenceId = z.string().min(1).max(MOST_ID_LENGTH);
const evidencePatch = z.strictObject({
  id: evidenceId,
  isIgnored: z.boolean().exactOptional(),
  pct: percent.exactOptional(),
  at: instant.exactOptional(),
  note: z.string().max(500).nullable().exactOptional(),
}) satisfies z.ZodType<EvidencePatch>;

/** Pages that the window may ask the main process to open in the browser, by name only. */
export const EXTERNAL_PAGES = {
  'admin-keys': 'https://platform.claude.com/settings/admin-keys',
  usage: 'https://platform.claude.com/usage',
} as const;
export type ExternalPage = keyof typeof EXTERNAL_PAGES;

/** Each channel: what may come in. Extra fields are refused (S8). */
export const requestSchemas = {
  'snapshot:read': nothing,
  'history:read': historyQuery,
  'costs:read': costsQuery,
  'cache:read': cacheQuery,
  'prices:read': nothing,
  'limits:read': nothing,
  'evidence:add': newEvidence,
  'evidence:edit': evidencePatch,
  'evidence:delete': z.strictObject({ id: evidenceId }),
  'evidence:export': nothing,
  'evidence:import': nothing,
  'transcripts:forget': nothing,
  'status-line:preview': nothing,
  'status-line:install': nothing,
  'status-line:remove': nothing,
  'settings:read': nothing,
  'settings:update': settingsPatchSchema,
  'connection:try': z.strictObject({ adminKey: z.string().max(1000) }),
  'connection:save': nothing,
  'connection:disconnect': nothing,
  'demo:start': nothing,
  'demo:stop': nothing,
  'sync:run': nothing,
  'page:open': z.strictObject({
    page: z.enum(Object.keys(EXTERNAL_PAGES) as [ExternalPage, ...ExternalPage[]]),
  }),
} as const;

export interface Responses {
  'snapshot:read': Snapshot | null;
  'history:read': Reply<History>;
  'costs:read': Reply<Costs>;
  'cache:read': Reply<Cache>;
  'prices:read': PriceList;
  'limits:read': Reply<Limits>;
  'evidence:add': Reply<null>;
  'evidence:edit': Reply<null>;
  'evidence:delete': Reply<'deleted' | 'cancelled'>;
  'evidence:export': Reply<'saved' | 'cancelled'>;
  'evidence:import': Reply<EvidenceImport | null>;
  'transcripts:forget': Reply<'forgotten' | 'cancelled'>;
  'status-line:preview': Reply<StatusLinePreview>;
  'status-line:install': Reply<StatusLineSetup>;
  'status-line:remove': Reply<StatusLineSetup>;
  'settings:read': Settings;
  'settings:update': Reply<Settings>;
  'connection:try': Reply<KeyTrial>;
  'connection:save': Reply<null>;
  'connection:disconnect': Reply<'kept' | 'deleted' | 'cancelled'>;
  'demo:start': Reply<null>;
  'demo:stop': Reply<null>;
  'sync:run': Reply<null>;
  'page:open': Reply<null>;
}

/** What an import did; `warnings` name the lines that were left out. */
export interface EvidenceImport {
  readonly added: number;
  readonly known: number;
  readonly warnings: readonly string[];
}

export type Channel = keyof typeof requestSchemas;
export type Request<C extends Channel> = z.infer<(typeof requestSchemas)[C]>;

/** Pushed by the main process: new figures, and the clock that ages are told by. */
export interface Events {
  'snapshot:changed': Snapshot;
  'clock:ticked': number;
  'view:requested': View;
  'notice:raised': Notice;
  /** "I just hit the limit" in the tray: which one is asked in the window. */
  'hit:noted': number;
}
export type EventName = keyof Events;

export const VIEWS = [
  'overview',
  'history',
  'limits',
  'costs',
  'cache',
  'settings',
  'connect',
] as const;
export type View = (typeof VIEWS)[number];

/** Something about this desktop or this start that the window should say once. */
export interface Notice {
  readonly id:
    | 'no-tray'
    | 'recovered'
    | 'settings-reset'
    | 'settings-not-saved'
    | 'notifications-unavailable';
  readonly title: string;
  readonly body: string;
}

/** `window.tidemark`: one method per channel, nothing generic. */
export interface Bridge {
  readSnapshot(): Promise<Snapshot | null>;
  readHistory(query: Request<'history:read'>): Promise<Reply<History>>;
  readCosts(query: Request<'costs:read'>): Promise<Reply<Costs>>;
  readCache(query: Request<'cache:read'>): Promise<Reply<Cache>>;
  readPrices(): Promise<PriceList>;
  readLimits(): Promise<Reply<Limits>>;
  addEvidence(evidence: NewEvidence): Promise<Reply<null>>;
  editEvidence(patch: EvidencePatch): Promise<Reply<null>>;
  deleteEvidence(id: string): Promise<Reply<'deleted' | 'cancelled'>>;
  exportEvidence(): Promise<Reply<'saved' | 'cancelled'>>;
  importEvidence(): Promise<Reply<EvidenceImport | null>>;
  forgetTranscripts(): Promise<Reply<'forgotten' | 'cancelled'>>;
  previewStatusLine(): Promise<Reply<StatusLinePreview>>;
  installStatusLine(): Promise<Reply<StatusLineSetup>>;
  removeStatusLine(): Promise<Reply<StatusLineSetup>>;
  readSettings(): Promise<Settings>;
  updateSettings(patch: SettingsPatch): Promise<Reply<Settings>>;
  tryKey(adminKey: string): Promise<Reply<KeyTrial>>;
  saveKey(): Promise<Reply<null>>;
  disconnect(): Promise<Reply<'kept' | 'deleted' | 'cancelled'>>;
  startDemo(): Promise<Reply<null>>;
  stopDemo(): Promise<Reply<null>>;
  syncNow(): Promise<Reply<null>>;
  openPage(page: ExternalPage): Promise<Reply<null>>;
  onSnapshot(listener: (snapshot: Snapshot) => void): () => void;
  onTick(listener: (now: number) => void): () => void;
  onViewRequested(listener: (view: View) => void): () => void;
  onNotice(listener: (notice: Notice) => void): () => void;
  onHitNoted(listener: (at: number) => void): () => void;
}
