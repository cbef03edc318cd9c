import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { SignInForm } from '@/features/identity/sign-in-form.tsx';
import { localPath } from '@/lib/api/sign-in-path.ts';
import { readParam, type SearchParams } from '@/lib/search-params.ts';
import { isSignedIn } from '@/lib/session.ts';

export const metadata: Metadata = { title: 'Sign in' };

export default async function SignInPage({ searchParams }: { searchParams: SearchParams }) {
  const target = localPath(await readParam(searchParams, 'next'));
  if (await isSignedIn()) redirect(target);
  return <SignInForm next={target} />;
}
