import { callMethod, readProperty, sendCall } from './bus.mjs';
import { waitFor } from './wait-for.mjs';

const WATCHER = 'org.kde.StatusNotifierWatcher';
const ITEM = 'org.kde.StatusNotifierItem';
const MENU = 'com.canonical.dbusmenu';

/**
 * @typedef {{ name: string, path: string }} TrayItem where an item lives on the bus
 * @typedef {{ width: number, height: number, argb: Uint8Array }} TrayIcon
 *   `argb`: four bytes a pixel, alpha first, not premultiplied as the protocol has it
 * @typedef {object} MenuEntry
 * @property {number} id
 * @property {string} label
 * @property {boolean} enabled
 * @property {string} type 'standard', 'separator', 'checkbox', 'radio' or 'submenu'
 * @property {boolean} checked
 * @property {boolean} visible
 * @property {MenuEntry[]} children
 */

/** @param {Record<string, string>} env @returns {Promise<TrayItem[]>} */
export async function trayItems(env) {
  const items = await readProperty(env, [
    WATCHER,
    '/StatusNotifierWatcher',
    WATCHER,
    'RegisteredStatusNotifierItems',
  ]);
  return items.map((item) => {
    const slash = item.indexOf('/');
    return slash < 0
      ? { name: item, path: '/StatusNotifierItem' }
      : { name: item.slice(0, slash), path: item.slice(slash) };
  });
}

/** The only item there is, once there is one. @param {Record<string, string>} env */
export async function onlyTrayItem(env, { limitMs = 10_000 } = {}) {
  const items = await waitFor(
    'a tray item',
    () => trayItems(env).then((all) => all.length && all),
    {
      limitMs,
    },
  );
  if (items.length > 1) throw new Error(`${items.length} tray items, expected one`);
  return items[0];
}

/** @param {Record<string, string>} env @param {TrayItem} item */
export async function readTrayItem(env, item) {
  const read = (property) => readProperty(env, [item.name, item.path, ITEM, property]);
  const [id, title, status, toolTip, pixmaps] = await Promise.all(
    ['Id', 'Title', 'Status', 'ToolTip', 'IconPixmap'].map(read),
  );
  const [, , toolTipTitle, toolTipText] = toolTip;
  return {
    id,
    title,
    status,
    toolTip: { title: toolTipTitle, text: toolTipText },
    icons: pixmaps.map(([width, height, bytes]) => ({
      width,
      height,
      argb: Uint8Array.from(bytes),
    })),
  };
}

/** @param {Record<string, string>} env @param {TrayItem} item @returns {Promise<MenuEntry[]>} */
export async function readTrayMenu(env, item) {
  const path = await menuPath(env, item);
  const [, root] = await callMethod(env, [item.name, path, MENU, 'GetLayout'], 'iias', [0, -1, 0]);
  return menuEntry(root).children;
}

/**
 * Chooses the entry of this label, wherever in the menu it is.
 * @param {Record<string, string>} env
 * @param {TrayItem} item
 * @param {string | RegExp} label
 */
export async function clickTrayMenu(env, item, label) {
  const entries = allEntries(await readTrayMenu(env, item));
  const matches = (entry) =>
    typeof label === 'string' ? entry.label === label : label.test(entry.label);
  const entry = entries.find(matches);
  if (!entry) {
    const known = entries.map((one) => one.label).join(', ');
    throw new Error(`The tray menu has no entry ${label}; it has: ${known}`);
  }
  if (!entry.enabled) throw new Error(`The tray menu's entry ${entry.label} is disabled`);
  const path = await menuPath(env, item);
  const event = [entry.id, 'clicked', 's', '', 0];
  await sendCall(env, [item.name, path, MENU, 'Event'], 'isvu', event);
}

/** @param {readonly MenuEntry[]} entries @returns {MenuEntry[]} */
export function allEntries(entries) {
  return entries.flatMap((entry) => [entry, ...allEntries(entry.children)]);
}

function menuPath(env, item) {
  return readProperty(env, [item.name, item.path, ITEM, 'Menu']);
}

/** @returns {MenuEntry} */
function menuEntry([id, properties, children]) {
  const value = (name, otherwise) => properties[name]?.data ?? otherwise;
  const isSubmenu = value('children-display', '') === 'submenu';
  return {
    id,
    // A single underscore marks the access key.
    label: value('label', '').replace(/_(.)/g, '$1'),
    enabled: value('enabled', true),
    type: isSubmenu ? 'submenu' : toggleTypeOf(value),
    checked: value('toggle-state', 0) === 1,
    visible: value('visible', true),
    children: children.map((child) => menuEntry(child.data)),
  };
}

function toggleTypeOf(value) {
  const toggle = value('toggle-type', '');
  if (toggle) return toggle === 'checkmark' ? 'checkbox' : toggle;
  return value('type', 'standard');
}
