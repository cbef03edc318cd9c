import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { SignInForm } from '@/features/identity/sign-in-form.tsx';
import { localPath } from '@/lib/api/sign-in-path.ts';
import { isSignedIn } from '@/lib/session.ts';

export const metadata: Metadata = { title: 'Sign in' };

interface SignInPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const { next } = await searchParams;
  const target = localPath(typeof next === 'string' ? next : null);
  if (await isSignedIn()) redirect(target);
  return <SignInForm next={target} />;
}
