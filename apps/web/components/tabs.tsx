'use client';

import type { ReactNode } from 'react';
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from 'react-aria-components/Tabs';
import styles from './tabs.module.css';

export interface TabsProps {
  label: string;
  tabs: readonly { id: string; title: string; content: ReactNode }[];
  defaultSelected?: string;
}

/** Views of one thing. What has to work without JavaScript is links to pages instead. */
export function Tabs({ label, tabs, defaultSelected }: TabsProps) {
  return (
    <AriaTabs {...(defaultSelected === undefined ? {} : { defaultSelectedKey: defaultSelected })}>
      <TabList aria-label={label} className={styles.list ?? ''}>
        {tabs.map((tab) => (
          <Tab key={tab.id} id={tab.id} className={styles.tab ?? ''}>
            {tab.title}
          </Tab>
        ))}
      </TabList>
      {tabs.map((tab) => (
        <TabPanel key={tab.id} id={tab.id} className={styles.panel ?? ''}>
          {tab.content}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
