'use client';

import {
  createContext,
  type ReactNode,
  use,
  useCallback,
  useEffect,
  useEffectEvent,
  useMemo,
  useRef,
  useState,
} from 'react';
import { nextStep } from './key-sequence.ts';
import { areShortcutsOn } from './shortcut-setting.ts';

/** Something that a key does. It is also listed in the map and, as an action, in the palette. */
export interface Shortcut {
  /** One key, or keys with spaces between them: "n", "g d". */
  keys: string;
  label: string;
  /** The heading in the map. */
  group: string;
  run: () => void;
}

type AddShortcuts = (shortcuts: readonly Shortcut[]) => () => void;

const AddContext = createContext<AddShortcuts | null>(null);
const ShortcutsContext = createContext<readonly Shortcut[]>([]);

/** How long the second key of a sequence may take. */
const SEQUENCE_MS = 1500;

/** Listens for the shortcuts that the pages inside have set. */
export function KeyboardProvider({ children }: { children: ReactNode }) {
  const [sets, setSets] = useState<readonly (readonly Shortcut[])[]>([]);
  const shortcuts = useMemo(() => latestOfEachKey(sets), [sets]);
  const add = useCallback<AddShortcuts>((added) => {
    setSets((before) => [...before, added]);
    return () => setSets((before) => before.filter((set) => set !== added));
  }, []);
  useShortcutListener(shortcuts);
  return (
    <AddContext value={add}>
      <ShortcutsContext value={shortcuts}>{children}</ShortcutsContext>
    </AddContext>
  );
}

/** Sets a page's shortcuts while it is shown; they win over the frame's. Keep the list stable (useMemo). */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const add = use(AddContext);
  useEffect(() => add?.(shortcuts), [add, shortcuts]);
}

/** Every shortcut that works now. */
export function useActiveShortcuts(): readonly Shortcut[] {
  return use(ShortcutsContext);
}

function latestOfEachKey(sets: readonly (readonly Shortcut[])[]): Shortcut[] {
  return [...new Map(sets.flat().map((shortcut) => [shortcut.keys, shortcut])).values()];
}

function useShortcutListener(shortcuts: readonly Shortcut[]): void {
  const sequence = useRef({ pending: '', pressedAt: 0 });
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (!isShortcutPress(event) || !areShortcutsOn()) return;
    const { pending, pressedAt } = sequence.current;
    const inTime = event.timeStamp - pressedAt < SEQUENCE_MS;
    const step = nextStep(inTime ? pending : '', event.key, new Set(shortcuts.map(({ keys }) => keys)));
    sequence.current = { pending: step.pending, pressedAt: event.timeStamp };
    if (step.hit === null) return;
    event.preventDefault();
    shortcuts.find(({ keys }) => keys === step.hit)?.run();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKeyDown(event);
    document.addEventListener('keydown', listener);
    return () => document.removeEventListener('keydown', listener);
  }, []);
}

/** A bare key outside of text and dialogs. */
function isShortcutPress(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey)
    return false;
  if (!(event.target instanceof Element)) return false;
  return event.target.closest(TYPING_PLACES) === null;
}

const TYPING_PLACES = [
  'input:not([type="checkbox"], [type="radio"], [type="button"], [type="submit"])',
  'textarea',
  'select',
  '[contenteditable]',
  '[role="dialog"]',
  '[role="alertdialog"]',
  '[role="listbox"]',
  '[role="menu"]',
].join(', ');
