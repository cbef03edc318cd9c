'use client';

import Link from 'next/link';
import { Button } from '@/components/button.tsx';
import { ProblemMessage } from '@/components/problem-message.tsx';
import { TextField } from '@/components/text-field.tsx';
import { useFormAction } from '@/lib/use-form-action.ts';
import { signIn } from './actions.ts';
import styles from './identity.module.css';

export function SignInForm({ next }: { next: string }) {
  const { form, problem, isPending, errorOf, valueOf } = useFormAction(signIn);
  return (
    <>
      <h1 className={styles.title}>Sign in</h1>
      <form {...form} className={styles.form}>
        <ProblemMessage problem={problem} />
        <input type="hidden" name="next" value={next} />
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
          autoComplete="current-password"
          required
          error={errorOf('password')}
        />
        <Button type="submit" look="primary" isPending={isPending}>
          Sign in
        </Button>
      </form>
      <p className={styles.other}>
        New here? <Link href="/register">Create an account</Link>
      </p>
    </>
  );
}
