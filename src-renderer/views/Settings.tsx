import { PageHeader } from '../components/PageHeader.js';
import { useWindow } from '../store.js';
import { ConnectionSettings } from './ConnectionSettings.js';
import { LimitField } from './LimitField.js';
import { LimitSettings } from './limits/LimitSettings.js';
import { PriceSettings } from './PriceSettings.js';
import { ReportsInUse } from './ReportsInUse.js';
import { SelectField } from './SelectField.js';
import styles from './Settings.module.css';
import { SettingsGroup } from './SettingsGroup.js';
import { SwitchField } from './SwitchField.js';
import {
  HISTORY_DEPTHS,
  listMinutes,
  listZones,
  REPORTS,
  THEMES,
  TRAY_CONTENTS,
  WEEKDAY_OPTIONS,
} from './settings-options.js';
import { TimeField } from './TimeField.js';

/** Every change is saved at once, and says so beside the field. */
export function Settings() {
  const settings = useWindow((state) => state.settings);
  return (
    <>
      <PageHeader title="Settings" />
      {settings === null ? (
        <p>The settings could not be read. Close this window and open it again.</p>
      ) : (
        <div className={styles.groups}>
          <SettingsGroup
            title="Your week"
            words="When your weekly limit starts anew, and how much it is."
          >
            <LimitField value={settings.weeklyLimitMicrocents} />
            <SelectField
              label="Resets on"
              value={settings.weeklyResetWeekday}
              options={WEEKDAY_OPTIONS}
              toPatch={(weeklyResetWeekday) => ({ weeklyResetWeekday })}
            />
            <TimeField
              label="At"
              value={settings.weeklyResetTime}
              toPatch={(weeklyResetTime) => ({ weeklyResetTime })}
            />
            <SelectField
              label="In the time zone"
              value={settings.weeklyResetZone}
              options={listZones(settings.weeklyResetZone)}
              toPatch={(weeklyResetZone) => ({ weeklyResetZone })}
            />
          </SettingsGroup>
          <SettingsGroup
            title="Figures"
            words="What “today” means, and how often and how far back to read."
          >
            <SelectField
              label="Time zone of today"
              value={settings.timeZone}
              options={[{ value: null, label: 'This computer’s' }, ...listZones(settings.timeZone)]}
              toPatch={(timeZone) => ({ timeZone })}
            />
            <SelectField
              label="Sync every"
              value={settings.refreshMinutes}
              options={listMinutes(settings.refreshMinutes)}
              toPatch={(refreshMinutes) => ({ refreshMinutes })}
            />
            <SelectField
              label="History depth"
              value={settings.historyDays}
              options={HISTORY_DEPTHS}
              toPatch={(historyDays) => ({ historyDays })}
            />
            <SelectField
              label="Figures from"
              value={settings.reportPair}
              options={REPORTS}
              toPatch={(reportPair) => ({ reportPair })}
            />
            <ReportsInUse />
          </SettingsGroup>
          <LimitSettings settings={settings} />
          <PriceSettings />
          <SettingsGroup title="This desktop" words="How Tidemark shows itself.">
            <SelectField
              label="Tray shows"
              value={settings.trayContent}
              options={TRAY_CONTENTS}
              toPatch={(trayContent) => ({ trayContent })}
            />
            <SelectField
              label="Theme"
              value={settings.theme}
              options={THEMES}
              toPatch={(theme) => ({ theme })}
            />
            <SwitchField
              label="Start at login"
              value={settings.startAtLogin}
              toPatch={(startAtLogin) => ({ startAtLogin })}
            />
            <SwitchField
              label="Notify near the limit"
              value={settings.notifyWeekly}
              toPatch={(notifyWeekly) => ({ notifyWeekly })}
            />
          </SettingsGroup>
          <ConnectionSettings />
        </div>
      )}
    </>
  );
}
