'use client';

import { Landmark, type LucideIcon, Search, Zap } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Autocomplete } from 'react-aria-components/Autocomplete';
import { Dialog } from 'react-aria-components/Dialog';
import { Header } from 'react-aria-components/Header';
import { Menu, MenuItem, MenuSection } from 'react-aria-components/Menu';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { Input, SearchField } from 'react-aria-components/SearchField';
import listStyles from '../list-box.module.css';
import type { RailAccount } from './account-list.tsx';
import styles from './command-palette.module.css';
import { useActiveShortcuts } from './keyboard.tsx';
import { ALL_PLACES, searchHref } from './places.ts';

export interface CommandPaletteProps {
  accounts: readonly RailAccount[];
  isOpen: boolean;
  onOpenChange: (open: boolean) => void;
}

interface Command {
  id: string;
  label: string;
  icon: LucideIcon;
  keys?: string;
  run: () => void;
}

const SEARCH_ID = 'search';

/** Ctrl K: pages, accounts, actions, and a search for whatever was typed. */
export function CommandPalette({ accounts, isOpen, onOpenChange }: CommandPaletteProps) {
  const [text, setText] = useState('');
  const groups = useCommands(accounts, text);

  function onAction(id: string | number): void {
    onOpenChange(false);
    setText('');
    groups
      .flatMap(({ commands }) => commands)
      .find((command) => command.id === id)
      ?.run();
  }

  return (
    <ModalOverlay isDismissable isOpen={isOpen} onOpenChange={onOpenChange} className={styles.backdrop ?? ''}>
      <Modal className={styles.modal ?? ''}>
        <Dialog aria-label="Go to or do" className={styles.dialog ?? ''}>
          <Autocomplete inputValue={text} onInputChange={setText} filter={matches}>
            <div className={styles.search}>
              <Search aria-hidden="true" />
              <SearchField autoFocus aria-label="Page, account or action" className={styles.field ?? ''}>
                <Input className={styles.input ?? ''} placeholder="Page, account or action" />
              </SearchField>
            </div>
            <Menu aria-label="Results" className={listStyles.list ?? ''} onAction={onAction}>
              {groups.map(({ title, commands }) => (
                <MenuSection key={title} id={title}>
                  <Header className={listStyles.heading}>{title}</Header>
                  {commands.map(renderCommand)}
                </MenuSection>
              ))}
            </Menu>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function renderCommand({ id, label, icon: Icon, keys }: Command) {
  const alwaysShown = id === SEARCH_ID;
  return (
    <MenuItem key={id} id={id} textValue={alwaysShown ? SEARCH_ID : label} className={listStyles.item ?? ''}>
      <Icon aria-hidden="true" />
      <span className={listStyles.itemText}>{label}</span>
      {keys === undefined ? null : <kbd>{keys}</kbd>}
    </MenuItem>
  );
}

function useCommands(
  accounts: readonly RailAccount[],
  text: string,
): { title: string; commands: Command[] }[] {
  const router = useRouter();
  const actions = useActiveShortcuts().filter(({ keys }) => !keys.startsWith('g '));
  const search = { id: SEARCH_ID, label: `Search transactions for “${text}”`, icon: Search };
  return [
    {
      title: 'Pages',
      commands: ALL_PLACES.map(({ href, label, icon, letter }) => ({
        id: href,
        label,
        icon,
        keys: `g ${letter}`,
        run: () => router.push(href),
      })),
    },
    {
      title: 'Accounts',
      commands: accounts.map(({ id, name, href }) => ({
        id,
        label: name,
        icon: Landmark,
        run: () => router.push(href),
      })),
    },
    {
      title: 'Actions',
      commands: [
        ...actions.map(({ keys, label, run }) => ({ id: `keys ${keys}`, label, icon: Zap, keys, run })),
        ...(text.trim() === '' ? [] : [{ ...search, run: () => router.push(searchHref(text.trim())) }]),
      ],
    },
  ];
}

/** Every typed word starts a word of the command; the search is always offered. */
function matches(textValue: string, typed: string): boolean {
  if (textValue === SEARCH_ID) return true;
  const words = textValue.toLowerCase().split(/\s+/u);
  const typedWords = typed.toLowerCase().trim().split(/\s+/u);
  return typedWords.every((part) => words.some((word) => word.startsWith(part)));
}
