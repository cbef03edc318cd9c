'use client';

import { useRouter } from 'next/navigation';
import type { ReactNode } from 'react';
import { RouterProvider } from 'react-aria-components';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { FormatProvider, type FormatSettings } from './format-provider.tsx';
import { ToastRegion } from './toast.tsx';

/** Everything that the components need around them: formats, language, navigation, messages. */
export function AppProviders({ children, ...settings }: FormatSettings & { children: ReactNode }) {
  const router = useRouter();
  return (
    <I18nProvider locale={settings.locale}>
      <RouterProvider navigate={(href) => router.push(href)}>
        <FormatProvider {...settings}>
          {children}
          <ToastRegion />
        </FormatProvider>
      </RouterProvider>
    </I18nProvider>
  );
}
