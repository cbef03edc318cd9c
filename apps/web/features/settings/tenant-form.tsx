'use client';

import type { Settings } from '@fintrack/contract';
import { NativeSelect, type SelectOption } from '@/components/native-select.tsx';
import { TextField } from '@/components/text-field.tsx';
import styles from './settings.module.css';
import { SettingsForm } from './settings-form.tsx';

/** The choices of the selects: made on the server, whose language data is the one that counts. */
export interface TenantChoices {
  readonly currency: readonly SelectOption[];
  readonly timezone: readonly SelectOption[];
  readonly locale: readonly SelectOption[];
  readonly fiscal_year_start: readonly SelectOption[];
  readonly weekStart: readonly SelectOption[];
}

export interface TenantFormProps {
  settings: Settings;
  choices: TenantChoices;
  canManage: boolean;
}

const SELECTS = [
  {
    name: 'currency',
    label: 'Currency',
    description: 'Totals are shown in it. What is booked keeps its own.',
  },
  { name: 'timezone', label: 'Time zone', description: 'Decides when a day begins.' },
  { name: 'locale', label: 'Dates and figures' },
  { name: 'weekStart', label: 'The week begins on' },
  { name: 'fiscal_year_start', label: 'The fiscal year begins on' },
] as const;

export function TenantForm({ settings, choices, canManage }: TenantFormProps) {
  return (
    <SettingsForm label="Tenant" version={settings.version}>
      {({ errorOf, valueOf, problem }) => (
        <fieldset disabled={!canManage} className={styles.fields}>
          <TextField
            label="Name"
            name="name"
            required
            maxLength={255}
            defaultValue={valueOf('name', settings.name)}
            error={errorOf('name')}
          />
          {SELECTS.map(({ name, label, ...rest }) => (
            <NativeSelect
              // A select keeps its first default: one that was saved elsewhere needs a new one.
              key={`${name} ${problem?.values[name] ?? settings[name]}`}
              label={label}
              name={name}
              options={choices[name]}
              defaultValue={valueOf(name, String(settings[name]))}
              error={errorOf(name)}
              {...rest}
            />
          ))}
        </fieldset>
      )}
    </SettingsForm>
  );
}
