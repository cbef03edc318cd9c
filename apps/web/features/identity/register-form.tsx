'use client';

import Link from 'next/link';
import { useSyncExternalStore } from 'react';
import { Button } from '@/components/button.tsx';
import { NativeSelect, type SelectOption } from '@/components/native-select.tsx';
import { ProblemMessage } from '@/components/problem-message.tsx';
import { TextField } from '@/components/text-field.tsx';
import { useFormAction } from '@/lib/use-form-action.ts';
import { signUp } from './actions.ts';
import styles from './identity.module.css';
import { TenantTypeChoice } from './tenant-type-choice.tsx';

export interface RegisterFormProps {
  /** BCP 47, as the browser asks for it. */
  locale: string;
  /** The currency of that locale's region. */
  currency: string;
  currencies: readonly SelectOption[];
}

export function RegisterForm({ locale, currency, currencies }: RegisterFormProps) {
  const { form, problem, isPending, errorOf, valueOf } = useFormAction(signUp);
  return (
    <>
      <h1 className={styles.title}>Create an account</h1>
      <form {...form} className={styles.form}>
        <ProblemMessage problem={problem} />
        <TenantTypeChoice chosen={valueOf('tenantType')} />
        <div className={styles.tenantName}>
          <TextField
            label="Its name"
            name="tenantName"
            optional
            autoComplete="organization"
            defaultValue={valueOf('tenantName')}
            error={errorOf('tenantName')}
          />
        </div>
        <TextField
          label="Your name"
          name="name"
          optional
          autoComplete="name"
          defaultValue={valueOf('name')}
          error={errorOf('name')}
        />
        <TextField
          label="E-mail"
          name="email"
          type="email"
          autoComplete="username"
          required
          defaultValue={valueOf('email')}
          error={errorOf('email')}
        />
        <TextField
          label="Password"
          name="password"
          type="password"
          autoComplete="new-password"
          required
          description="At least 8 characters, with a capital letter, a small letter and a digit."
          error={errorOf('password')}
        />
        <NativeSelect
          key={problem?.values['currency']}
          label="Currency"
          name="currency"
          options={currencies}
          defaultValue={valueOf('currency', currency)}
          error={errorOf('currency')}
          description="Totals are shown in it. Each account can have its own."
        />
        <input type="hidden" name="locale" value={locale} />
        <input type="hidden" name="timezone" value={useTimezone()} />
        <Button type="submit" look="primary" isPending={isPending}>
          Create account
        </Button>
      </form>
      <p className={styles.other}>
        Have one already? <Link href="/sign-in">Sign in</Link>
      </p>
    </>
  );
}

/** The browser's time zone; UTC until JavaScript has said which, and without it. */
function useTimezone(): string {
  return useSyncExternalStore(
    () => () => undefined,
    () => new Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => 'UTC',
  );
}
