'use client';

import { Button } from '@/components/button.tsx';
import { saveShortcutsOn, useShortcutsOn } from '@/components/frame/shortcut-setting.ts';
import { Switch } from '@/components/switch.tsx';
import type { Theme } from '@/lib/theme.ts';
import { useFormAction } from '@/lib/use-form-action.ts';
import { useHydrated } from '@/lib/use-hydrated.ts';
import { saveTheme } from './actions.ts';
import styles from './settings.module.css';
import { SavedMark } from './settings-form.tsx';

const THEMES = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const;

/** Theme and keys of this browser. With JavaScript a choice counts at once. */
export function AppearanceForm({ theme }: { theme: Theme | undefined }) {
  const { form, state, isPending } = useFormAction(saveTheme);
  const hydrated = useHydrated();
  const shortcutsOn = useShortcutsOn();
  return (
    <form {...form} aria-label="Appearance" className={styles.form}>
      <fieldset className={styles.choice}>
        <legend>Theme</legend>
        {THEMES.map(({ value, label }) => (
          <label key={value} className={styles.option}>
            <input
              type="radio"
              name="theme"
              value={value}
              defaultChecked={value === (theme ?? 'system')}
              onChange={(event) => event.currentTarget.form?.requestSubmit()}
            />
            {label}
          </label>
        ))}
        {hydrated ? null : <Button type="submit">Save</Button>}
        <SavedMark text={state?.ok === true && !isPending ? state.message : undefined} />
      </fieldset>
      {hydrated ? (
        <Switch
          label="Keyboard shortcuts"
          description="Single keys such as n and g d. Ctrl K always works."
          checked={shortcutsOn}
          onChange={(event) => saveShortcutsOn(event.currentTarget.checked)}
        />
      ) : null}
    </form>
  );
}
