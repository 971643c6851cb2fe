import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

const GREY_PANEL = { dark: [0.14, 0.15, 0.17], light: [0.94, 0.94, 0.95] };
const PROMPTER = '/usr/share/dbus-1/services/org.gnome.keyring.SystemPrompter.service';

/**
 * A bus of its own that starts nothing by itself, except, where wanted, the window that asks for
 * a keychain's password.
 * @param {string} folder
 * @param {{ withPrompter: boolean }} options
 * @returns {Promise<string>} the configuration file
 */
export async function writeBusConfig(folder, { withPrompter }) {
  const services = path.join(folder, 'services');
  await mkdir(services, { recursive: true });
  if (withPrompter && existsSync(PROMPTER)) {
    await writeFile(path.join(services, path.basename(PROMPTER)), readFileSync(PROMPTER));
  }
  const file = path.join(folder, 'session.conf');
  await writeFile(
    file,
    `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
  "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <keep_umask/>
  <listen>unix:path=${path.join(folder, 'bus')}</listen>
  <auth>EXTERNAL</auth>
  <servicedir>${services}</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`,
  );
  return file;
}

/**
 * One bottom panel: an invisible spring, then the status tray at the right.
 * @param {string} configHome
 * @param {{ panelTheme: 'dark' | 'light', panelSize: number }} options `panelSize` in pixels
 */
export async function writePanelConfig(configHome, { panelTheme, panelSize }) {
  const folder = path.join(configHome, 'xfce4/xfconf/xfce-perchannel-xml');
  await mkdir(folder, { recursive: true });
  const colour = [...GREY_PANEL[panelTheme], 1]
    .map((part) => `<value type="double" value="${part}"/>`)
    .join('');
  await writeFile(
    path.join(folder, 'xfce4-panel.xml'),
    `<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array">
    <value type="int" value="1"/>
    <property name="dark-mode" type="bool" value="${panelTheme === 'dark'}"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=8;x=640;y=780"/>
      <property name="position-locked" type="bool" value="true"/>
      <property name="length" type="uint" value="100"/>
      <property name="size" type="uint" value="${panelSize}"/>
      <property name="icon-size" type="uint" value="0"/>
      <property name="background-style" type="uint" value="1"/>
      <property name="background-rgba" type="array">${colour}</property>
      <property name="plugin-ids" type="array">
        <value type="int" value="1"/>
        <value type="int" value="2"/>
      </property>
    </property>
  </property>
  <property name="plugins" type="empty">
    <property name="plugin-1" type="string" value="separator">
      <property name="expand" type="bool" value="true"/>
      <property name="style" type="uint" value="0"/>
    </property>
    <property name="plugin-2" type="string" value="systray">
      <property name="square-icons" type="bool" value="false"/>
      <property name="symbolic-icons" type="bool" value="false"/>
    </property>
  </property>
</channel>
`,
  );
}

/** Notifications stay, at the top right, until a test closes them. @param {string} configHome */
export async function writeNotificationConfig(configHome) {
  const folder = path.join(configHome, 'dunst');
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, 'dunstrc');
  await writeFile(
    file,
    `[global]
    monitor = 0
    follow = none
    origin = top-right
    offset = 16x16
    width = 360
    height = 200
    notification_limit = 5
    font = Inter 10
    corner_radius = 8
    frame_width = 1
    frame_color = "#8a8f98"
    padding = 10
    horizontal_padding = 12
    history_length = 200
    idle_threshold = 0
    markup = full
    show_indicators = no
    icon_theme = Adwaita
    mouse_left_click = do_action, close_current

[urgency_low]
    background = "#26282c"
    foreground = "#e8eaed"
    timeout = 0

[urgency_normal]
    background = "#26282c"
    foreground = "#e8eaed"
    timeout = 0

[urgency_critical]
    background = "#26282c"
    foreground = "#e8eaed"
    timeout = 0
`,
  );
  return file;
}

/** Where Debian put a daemon that is normally started by the bus. @param {string} busName */
export function programOfService(busName) {
  const file = `/usr/share/dbus-1/services/${busName}.service`;
  const program = /^Exec=(\S+)/m.exec(readFileSync(file, 'utf8'))?.[1];
  if (!program) throw new Error(`${file} names no program`);
  return program;
}
