'use client';

import { useState } from 'react';
import { Button } from '@/components/button.tsx';

/** Puts a text into the clipboard; where the browser does not let it, the text can be marked by hand. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const [outcome, setOutcome] = useState<'copied' | 'refused' | null>(null);
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome('copied');
    } catch {
      setOutcome('refused');
    }
  }
  return (
    <>
      <Button small onPress={() => void copy()}>
        {label}
      </Button>
      <span role="status">
        {outcome === 'copied' ? 'Copied.' : null}
        {outcome === 'refused' ? 'Your browser does not allow it here: mark the hash and copy it.' : null}
      </span>
    </>
  );
}
