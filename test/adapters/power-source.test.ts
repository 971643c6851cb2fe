import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { isOnBattery } from '../../src-main/adapters/power-source.js';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

type Supply = Readonly<Partial<Record<'type' | 'online' | 'status' | 'scope', string>>>;

/** A folder as the kernel shows it: one folder for each supply, one line in each file. */
function supplies(given: Readonly<Record<string, Supply>>): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tidemark-power-'));
  folders.push(folder);
  for (const [name, fields] of Object.entries(given)) {
    mkdirSync(path.join(folder, name));
    for (const [field, value] of Object.entries(fields)) {
      writeFileSync(path.join(folder, name, field), `${value}\n`);
    }
  }
  return folder;
}

function mustNotAsk(): boolean {
  throw new Error('the system was asked');
}
const onLinux = (folder: string) =>
  isOnBattery({ platform: 'linux', folder, askSystem: mustNotAsk });

const BATTERY = { type: 'Battery', status: 'Discharging' } as const;

describe('the power source on Linux', () => {
  it('is the battery when it discharges and nothing is plugged in', () => {
    expect(onLinux(supplies({ AC: { type: 'Mains', online: '0' }, BAT0: BATTERY }))).toBe(true);
    expect(onLinux(supplies({ BAT0: BATTERY }))).toBe(true);
  });

  it('is the battery when one of two discharges', () => {
    const full = { type: 'Battery', status: 'Unknown' } as const;
    expect(onLinux(supplies({ BAT0: full, BAT1: BATTERY }))).toBe(true);
  });

  it.each([
    ['a plug is in, even one too weak to charge', { AC: { type: 'Mains', online: '1' } }],
    ['it is charged over USB-C', { ucsi: { type: 'USB', online: '1' } }],
  ])('is the plug when %s', (_, plug) => {
    expect(onLinux(supplies({ BAT0: BATTERY, ...plug }))).toBe(false);
  });

  it.each(['Charging', 'Full', 'Not charging', 'Unknown'])(
    'is taken for the plug while the battery says "%s"',
    (status) => {
      expect(onLinux(supplies({ BAT0: { type: 'Battery', status } }))).toBe(false);
    },
  );

  it('is the plug of a desktop, whatever the mouse runs on', () => {
    expect(onLinux(supplies({ mouse: { ...BATTERY, scope: 'Device' } }))).toBe(false);
    expect(onLinux(supplies({}))).toBe(false);
  });

  it('is taken for the plug where nothing can be read', () => {
    expect(onLinux(path.join(supplies({}), 'nothing'))).toBe(false);
    expect(onLinux(supplies({ BAT0: {}, AC: { type: 'Mains' } }))).toBe(false);
  });
});

describe('the power source elsewhere', () => {
  it.each(['darwin', 'win32'] as const)('on %s is what the system says', (platform) => {
    const folder = supplies({ BAT0: BATTERY });
    expect(isOnBattery({ platform, folder, askSystem: () => true })).toBe(true);
    expect(isOnBattery({ platform, folder, askSystem: () => false })).toBe(false);
  });
});
