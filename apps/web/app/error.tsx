'use client';

import { Button } from '@/components/button.tsx';
import { ErrorNotice } from '@/components/error-notice.tsx';

interface ErrorPageProps {
  error: Error & { digest?: string };
  reset: () => void;
}

/** What a page shows when it fails; the digest is in the server's log. */
export default function ErrorPage({ error, reset }: ErrorPageProps) {
  return (
    <main>
      <ErrorNotice
        happened="This page could not be shown."
        todo="Nothing was lost. Try again; if it stays, tell whoever runs this FinTrack the error below."
        errorId={error.digest}
        action={<Button onPress={reset}>Try again</Button>}
      />
    </main>
  );
}
