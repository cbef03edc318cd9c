import { Plus } from 'lucide-react';
import Link from 'next/link';
import styles from './bottom-bar.module.css';
import { PlaceLink } from './place-link.tsx';
import { BAR_PLACES_AFTER, BAR_PLACES_BEFORE, NEW_TRANSACTION_HREF, type Place } from './places.ts';

/** The phone's bar: four places around the add button. */
export function BottomBar() {
  return (
    <nav aria-label="Main" className={styles.bar}>
      {BAR_PLACES_BEFORE.map(renderPlace)}
      <Link href={NEW_TRANSACTION_HREF} className={styles.add} aria-label="New transaction">
        <Plus aria-hidden="true" />
      </Link>
      {BAR_PLACES_AFTER.map(renderPlace)}
    </nav>
  );
}

function renderPlace({ href, label, icon: Icon }: Place) {
  return (
    <PlaceLink key={href} href={href} className={styles.place}>
      <Icon aria-hidden="true" />
      {label}
    </PlaceLink>
  );
}
