'use client';

import { Dialog } from '../dialog.tsx';
import { Switch } from '../switch.tsx';
import { type Shortcut, useActiveShortcuts } from './keyboard.tsx';
import styles from './shortcut-map.module.css';
import { saveShortcutsOn, useShortcutsOn } from './shortcut-setting.ts';

export interface ShortcutMapProps {
  isOpen: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Every key that works on this page, and the switch that turns them off. */
export function ShortcutMap(props: ShortcutMapProps) {
  const groups = [...Map.groupBy(useActiveShortcuts(), ({ group }) => group)];
  const on = useShortcutsOn();
  return (
    <Dialog {...props} title="Keyboard" wide>
      <div className={styles.groups}>
        {groups.map(([group, shortcuts]) => (
          <section key={group} className={styles.group}>
            <h3>{group}</h3>
            {shortcuts.map((shortcut) => (
              <ShortcutLine key={shortcut.keys} {...shortcut} />
            ))}
          </section>
        ))}
        <section className={styles.group}>
          <h3>Everywhere</h3>
          <ShortcutLine keys="Ctrl K" label="Pages, accounts and actions" />
        </section>
      </div>
      <Switch
        label="Single-key shortcuts"
        description="Ctrl K stays on. This browser remembers the choice."
        checked={on}
        onChange={(event) => saveShortcutsOn(event.target.checked)}
      />
    </Dialog>
  );
}

function ShortcutLine({ keys, label }: Pick<Shortcut, 'keys' | 'label'>) {
  return (
    <div className={styles.line}>
      <span>{label}</span>
      <span className={styles.keys}>
        {keys.split(' ').map((key) => (
          <kbd key={key} className={styles.key}>
            {key}
          </kbd>
        ))}
      </span>
    </div>
  );
}
