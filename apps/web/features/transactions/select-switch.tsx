'use client';

import { Button } from '@/components/button.tsx';
import { useHydrated } from '@/lib/use-hydrated.ts';
import styles from './select-switch.module.css';

export interface SelectSwitchProps {
  isOn: boolean;
  onSwitch: (isOn: boolean) => void;
}

/** Shows the ticks of the rows on a phone, where there is no room for them all the time. */
export function SelectSwitch({ isOn, onSwitch }: SelectSwitchProps) {
  if (!useHydrated()) return null;
  return (
    <span className={styles.switch}>
      <Button small look="quiet" onPress={() => onSwitch(!isOn)}>
        {isOn ? 'Done' : 'Select'}
      </Button>
    </span>
  );
}
