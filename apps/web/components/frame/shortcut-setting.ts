'use client';

import { useSyncExternalStore } from 'react';

const KEY = 'fintrack.shortcuts';
const CHANGED = 'fintrack-shortcuts-changed';

/** Whether single-key shortcuts are on; a person can switch them off, and this browser remembers it. */
export function useShortcutsOn(): boolean {
  return useSyncExternalStore(subscribe, areShortcutsOn, () => true);
}

export function areShortcutsOn(): boolean {
  return window.localStorage.getItem(KEY) !== 'off';
}

export function saveShortcutsOn(on: boolean): void {
  window.localStorage.setItem(KEY, on ? 'on' : 'off');
  window.dispatchEvent(new Event(CHANGED));
}

function subscribe(onChange: () => void): () => void {
  window.addEventListener(CHANGED, onChange);
  window.addEventListener('storage', onChange);
  return () => {
    window.removeEventListener(CHANGED, onChange);
    window.removeEventListener('storage', onChange);
  };
}
