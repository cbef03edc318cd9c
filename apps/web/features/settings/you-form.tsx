'use client';

import type { Settings } from '@fintrack/contract';
import { TextField } from '@/components/text-field.tsx';
import styles from './settings.module.css';
import { SettingsForm } from './settings-form.tsx';

export function YouForm({ settings }: { settings: Settings }) {
  return (
    <SettingsForm label="You" version={settings.version}>
      {({ errorOf, valueOf }) => (
        <div className={styles.fields}>
          <TextField
            label="Your name"
            name="userName"
            maxLength={255}
            autoComplete="name"
            defaultValue={valueOf('userName', settings.userName)}
            error={errorOf('userName')}
          />
          <TextField
            label="E-mail"
            type="email"
            readOnly
            value={settings.email}
            description="You sign in with it."
          />
        </div>
      )}
    </SettingsForm>
  );
}
