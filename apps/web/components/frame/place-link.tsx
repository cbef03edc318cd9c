'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { isWithin } from './places.ts';

export interface PlaceLinkProps {
  href: string;
  className: string | undefined;
  children: ReactNode;
}

/** A link that knows when its page is shown. */
export function PlaceLink({ href, className, children }: PlaceLinkProps) {
  const current = isWithin(usePathname(), href);
  return (
    <Link href={href} className={className ?? ''} aria-current={current ? 'page' : undefined}>
      {children}
    </Link>
  );
}
