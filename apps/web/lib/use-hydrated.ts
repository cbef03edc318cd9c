'use client';

import { useSyncExternalStore } from 'react';

/** False on the server and until the page runs JavaScript: what is drawn then has to work without it. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    subscribeToNothing,
    () => true,
    () => false,
  );
}

function subscribeToNothing(): () => void {
  return () => undefined;
}
