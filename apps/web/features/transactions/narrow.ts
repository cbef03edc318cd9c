'use client';

import { useSyncExternalStore } from 'react';

/** Where rows take two lines and open on a page of their own; the same width as in the style sheets. */
export const NARROW = '(max-width: 719px)';

/** True on a phone; false until the page runs JavaScript. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia(NARROW).matches,
    () => false,
  );
}

function subscribe(onChange: () => void): () => void {
  const query = window.matchMedia(NARROW);
  query.addEventListener('change', onChange);
  return () => query.removeEventListener('change', onChange);
}
