'use client';

import { Check } from 'lucide-react';
import { Header } from 'react-aria-components/Header';
import { ListBox, ListBoxItem, ListBoxSection } from 'react-aria-components/ListBox';
import { CategoryDot } from './category-dot.tsx';
import styles from './list-box.module.css';
import type { SelectOption } from './native-select.tsx';

/** A choice that may show a category's dot. */
export interface ListOption extends SelectOption {
  hue?: number | undefined;
}

/** The list inside Select and ComboBox. */
export function OptionList({ options }: { options: readonly ListOption[] }) {
  const groups = [...Map.groupBy(options, (option) => option.group ?? '')];
  return (
    <ListBox
      className={styles.list ?? ''}
      renderEmptyState={() => <p className={styles.none}>Nothing matches.</p>}
    >
      {groups.map(([group, members]) =>
        group === '' ? (
          members.map(renderOption)
        ) : (
          <ListBoxSection key={group} id={`group-${group}`}>
            <Header className={styles.heading}>{group}</Header>
            {members.map(renderOption)}
          </ListBoxSection>
        ),
      )}
    </ListBox>
  );
}

function renderOption(option: ListOption) {
  return (
    <ListBoxItem key={option.value} id={option.value} textValue={option.label} className={styles.item ?? ''}>
      {({ isSelected }) => (
        <>
          <span className={styles.itemText}>
            {option.hue === undefined ? option.label : <CategoryDot hue={option.hue} name={option.label} />}
          </span>
          {isSelected ? <Check className={styles.check} aria-hidden="true" /> : null}
        </>
      )}
    </ListBoxItem>
  );
}
