'use client';

import { Search } from 'lucide-react';
import Link from 'next/link';
import { useOpenPalette } from './frame-keyboard.tsx';
import styles from './search-button.module.css';

/** Opens the palette; without JavaScript it is a link to the transactions and their search. */
export function SearchButton() {
  const openPalette = useOpenPalette();
  return (
    <Link
      href="/transactions#search"
      className={styles.search}
      onClick={(event) => {
        event.preventDefault();
        openPalette();
      }}
    >
      <Search aria-hidden="true" />
      <span className={styles.label}>Search</span>
      <kbd className={styles.key}>Ctrl K</kbd>
    </Link>
  );
}
