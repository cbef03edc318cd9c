'use client';

import { Ellipsis, Pencil, Trash2 } from 'lucide-react';
import { Button } from '@/components/button.tsx';
import { Dialog, DialogTrigger } from '@/components/dialog.tsx';
import { IconButton } from '@/components/icon-button.tsx';
import { LinkButton } from '@/components/link-button.tsx';
import { Menu } from '@/components/menu.tsx';
import { MoneyField } from '@/components/money-field.tsx';
import { Section } from '@/components/section.tsx';
import { Tabs } from '@/components/tabs.tsx';
import { notify, notifyProblem } from '@/components/toast.tsx';
import styles from './samples.module.css';

export function OverlaySamples() {
  return (
    <Section title="Buttons and what they open">
      <div className={styles.line}>
        <Button look="primary">Save</Button>
        <Button>Cancel</Button>
        <Button look="quiet">Skip</Button>
        <Button look="danger">Delete account</Button>
        <Button look="primary" isPending>
          Importing
        </Button>
        <Button isDisabled>Nothing to save</Button>
        <LinkButton href="/import">Import a file</LinkButton>
        <Button small>Small</Button>
      </div>
      <div className={styles.line}>
        <DialogTrigger>
          <Button>Open a dialog</Button>
          <Dialog
            title="Set the balance"
            footer={
              <>
                <Button slot="close">Cancel</Button>
                <Button slot="close" look="primary">
                  Set balance
                </Button>
              </>
            }
          >
            <p>What does the bank say the balance was at the end of yesterday?</p>
            <MoneyField label="Balance" name="balance" />
          </Dialog>
        </DialogTrigger>
        <Menu
          label="Actions"
          trigger={<IconButton label="More actions" icon={<Ellipsis aria-hidden="true" />} />}
          actions={[
            { id: 'edit', label: 'Edit', icon: <Pencil aria-hidden="true" />, shortcut: 'e' },
            {
              id: 'delete',
              label: 'Delete',
              icon: <Trash2 aria-hidden="true" />,
              shortcut: '#',
              danger: true,
            },
          ]}
        />
        <Button
          onPress={() => notify('Moved 12 transactions to Groceries.', { undo: () => notify('Moved back.') })}
        >
          Message with undo
        </Button>
        <Button onPress={() => notifyProblem('The amount was not saved: somebody else changed the row.')}>
          Problem
        </Button>
      </div>
      <Tabs
        label="Account"
        tabs={[
          { id: 'rows', title: 'Transactions', content: 'The rows of the account.' },
          { id: 'anchors', title: 'Bank balances', content: 'What the bank has said.' },
        ]}
      />
    </Section>
  );
}
