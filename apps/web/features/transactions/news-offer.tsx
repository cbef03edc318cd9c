'use client';

import { Button } from '@/components/button.tsx';
import styles from './news-offer.module.css';

/** Offers to draw what has changed meanwhile. It lies over the list, so that nothing moves until it is asked for. */
export function NewsOffer({ isThere, onShow }: { isThere: boolean; onShow: () => void }) {
  return (
    <div role="status" aria-label="Changes elsewhere" className={styles.place}>
      {isThere ? (
        <span className={styles.offer}>
          Transactions have changed.
          <Button look="primary" small onPress={onShow}>
            Show
          </Button>
        </span>
      ) : null}
    </div>
  );
}
