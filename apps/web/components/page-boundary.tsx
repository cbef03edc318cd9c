'use client';

import { type ReactNode, Suspense, useState } from 'react';
import { useHydrated } from '@/lib/use-hydrated.ts';

export interface PageBoundaryProps {
  /** The page's outline: shown while a navigation waits for it. */
  skeleton: ReactNode;
  /** An async component that loads and draws the page. */
  children: ReactNode;
}

/**
 * In place of loading.tsx, which would leave people without JavaScript with the skeleton for ever: React streams what
 * comes after a Suspense boundary into a hidden place and moves it there by script. A document therefore has no
 * boundary and is complete; a navigation, which only a script makes, has one.
 */
export function PageBoundary({ skeleton, children }: PageBoundaryProps) {
  const hydrated = useHydrated();
  // Kept for as long as the page is shown, or the whole page would be mounted anew.
  const [isNavigation] = useState(hydrated);
  return isNavigation ? <Suspense fallback={skeleton}>{children}</Suspense> : children;
}
