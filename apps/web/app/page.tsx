import { redirect } from 'next/navigation';
import { isSignedIn } from '@/lib/session.ts';

/** The start leads to the figures, or to the door. */
export default async function StartPage() {
  redirect((await isSignedIn()) ? '/dashboard' : '/sign-in');
}
