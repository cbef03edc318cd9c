'use client';

import type { CalendarDate } from '@fintrack/core/dates';
import { createContext, type ReactNode, use } from 'react';

/** How this person's figures and dates are written. */
export interface FormatSettings {
  /** BCP 47, such as "en-GB". */
  locale: string;
  /** The tenant's base currency, ISO 4217. */
  currency: string;
  /** The person's day, from their time zone. */
  today: CalendarDate;
}

const FormatContext = createContext<FormatSettings | null>(null);

export function FormatProvider({ children, ...settings }: FormatSettings & { children: ReactNode }) {
  return <FormatContext value={settings}>{children}</FormatContext>;
}

/** The settings of the nearest FormatProvider. */
export function useFormat(): FormatSettings {
  const settings = use(FormatContext);
  if (settings === null) throw new Error('useFormat needs a FormatProvider above it.');
  return settings;
}
