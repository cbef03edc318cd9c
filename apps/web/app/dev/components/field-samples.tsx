import { parseCalendarDate } from '@fintrack/core/dates';
import { Checkbox } from '@/components/checkbox.tsx';
import { ComboBox } from '@/components/combo-box.tsx';
import { DateField } from '@/components/date-field.tsx';
import { DropZone } from '@/components/drop-zone.tsx';
import { MoneyField } from '@/components/money-field.tsx';
import { NativeSelect } from '@/components/native-select.tsx';
import { Section } from '@/components/section.tsx';
import { Select } from '@/components/select.tsx';
import { Switch } from '@/components/switch.tsx';
import { TextArea } from '@/components/text-area.tsx';
import { TextField } from '@/components/text-field.tsx';
import styles from './samples.module.css';

const CATEGORIES = [
  { value: 'groceries', label: 'Groceries', group: 'Living', hue: 4 },
  { value: 'rent', label: 'Rent', group: 'Living', hue: 1 },
  { value: 'eating-out', label: 'Eating out', group: 'Leisure', hue: 5 },
];

export function FieldSamples() {
  return (
    <Section
      title="Fields"
      description="All but Select and the suggestions of ComboBox work without JavaScript."
    >
      <form className={styles.fields}>
        <TextField label="Payee" name="payee" placeholder="Who was paid" />
        <TextField
          label="E-mail"
          name="email"
          type="email"
          defaultValue="ada@"
          error="Write the whole address, like ada@example.org."
        />
        <MoneyField
          label="Amount"
          name="amount"
          defaultValue="12.50"
          description="Sums work too: 12.50+3*2"
        />
        <DateField
          label="Date"
          name="date"
          defaultValue={parseCalendarDate('2026-03-12')}
          description="15, -1, mon or 3/12"
        />
        <NativeSelect
          label="Account"
          name="account"
          options={[{ value: '1', label: 'Everyday checking' }]}
          placeholder="Choose"
        />
        <Select label="Category" name="category" options={CATEGORIES} defaultValue="groceries" />
        <ComboBox
          label="Category"
          name="categoryText"
          options={CATEGORIES}
          allowsCustomValue
          optional
          placeholder="Type to find"
        />
        <TextArea label="Note" name="note" optional />
        <div>
          <Checkbox
            label="This is a refund"
            name="refund"
            description="Money that came back for an expense."
          />
          <Switch label="Weekly summary by mail" name="summary" defaultChecked />
        </div>
      </form>
      <DropZone
        label="Drop a bank file here"
        hint="CSV, OFX or QFX, up to 32 MB"
        name="file"
        accept=".csv,.ofx,.qfx"
      />
    </Section>
  );
}
