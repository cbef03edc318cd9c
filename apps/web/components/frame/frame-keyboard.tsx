'use client';

import { useRouter } from 'next/navigation';
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useState } from 'react';
import type { RailAccount } from './account-list.tsx';
import { CommandPalette } from './command-palette.tsx';
import { KeyboardProvider, type Shortcut, useShortcuts } from './keyboard.tsx';
import { ALL_PLACES, NEW_TRANSACTION_HREF } from './places.ts';
import { ShortcutMap } from './shortcut-map.tsx';

const PaletteContext = createContext<() => void>(() => undefined);

/** Opens the palette: for the search button of the top line. */
export function useOpenPalette(): () => void {
  return use(PaletteContext);
}

/** The keys that work on every page, the palette and the map. */
export function FrameKeyboard({
  accounts,
  children,
}: {
  accounts: readonly RailAccount[];
  children: ReactNode;
}) {
  const [open, setOpen] = useState<'palette' | 'map' | null>(null);
  const openPalette = useCallback(() => setOpen('palette'), []);
  const openMap = useCallback(() => setOpen('map'), []);
  usePaletteKey(openPalette);
  return (
    <KeyboardProvider>
      <PaletteContext value={openPalette}>
        <FrameShortcuts openPalette={openPalette} openMap={openMap} />
        {children}
        <CommandPalette
          accounts={accounts}
          isOpen={open === 'palette'}
          onOpenChange={(isOpen) => setOpen(isOpen ? 'palette' : null)}
        />
        <ShortcutMap isOpen={open === 'map'} onOpenChange={(isOpen) => setOpen(isOpen ? 'map' : null)} />
      </PaletteContext>
    </KeyboardProvider>
  );
}

/** Ctrl K and Cmd K work inside text too, and stay on when single keys are off. */
function usePaletteKey(openPalette: () => void): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (
        event.key.toLowerCase() !== 'k' ||
        !(event.ctrlKey || event.metaKey) ||
        event.shiftKey ||
        event.altKey
      )
        return;
      event.preventDefault();
      openPalette();
    }
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [openPalette]);
}

interface FrameShortcutsProps {
  openPalette: () => void;
  openMap: () => void;
}

function FrameShortcuts({ openPalette, openMap }: FrameShortcutsProps) {
  const router = useRouter();
  const shortcuts = useMemo<Shortcut[]>(
    () => [
      { keys: 'n', label: 'New transaction', group: 'Do', run: () => router.push(NEW_TRANSACTION_HREF) },
      { keys: '/', label: 'Search', group: 'Do', run: () => focusSearch(openPalette) },
      { keys: '?', label: 'Keyboard map', group: 'Do', run: openMap },
      ...ALL_PLACES.map(({ href, label, letter }) => ({
        keys: `g ${letter}`,
        label,
        group: 'Go to',
        run: () => router.push(href),
      })),
    ],
    [router, openPalette, openMap],
  );
  useShortcuts(shortcuts);
  return null;
}

/** The page's own search where it has one. */
function focusSearch(orElse: () => void): void {
  const field = document.querySelector<HTMLInputElement>('main input[type="search"]');
  if (field) field.focus();
  else orElse();
}
