import process from 'node:process';
import type { SoakPlan } from './plan-troubles.js';

/** A marked fake. */
export const ADMIN_KEY = 'sk-ant-admin01-MARKED-FAKE-KEY-of-the-soak-test-Wv7T';

export interface OrganizationReady {
  /** The way of the app, which can be closed. */
  readonly gateUrl: string;
  readonly url: string;
  readonly controlPort: number;
}

/** What both processes are started with. */
export interface StartArguments extends SoakPlan {
  readonly clockFile: string;
  readonly dataDirectory: string;
  readonly journalFile: string;
  /** Null in the process that offers it. */
  readonly organization: OrganizationReady | null;
}

// Only soak.test.ts starts these processes.
export const readArguments = () => JSON.parse(process.argv[2] ?? '') as StartArguments;
