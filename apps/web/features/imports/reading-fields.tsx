import type { CsvMappingWire, ImportSummary } from '@fintrack/contract';
import { NativeSelect } from '@/components/native-select.tsx';
import { TextField } from '@/components/text-field.tsx';
import styles from './imports.module.css';
import { signName } from './read-mapping-form.ts';
import { DATE_ORDER_NAMES, DECIMAL_MARK_NAMES, DELIMITER_NAMES, SIGN_NAMES } from './words.ts';

export interface ReadingFieldsProps {
  mapping: CsvMappingWire;
  notes: ImportSummary['notes'];
}

/** Delimiter, header, dates, decimals and sign, each with why it was guessed so. */
export function ReadingFields({ mapping, notes }: ReadingFieldsProps) {
  const because = (...subjects: string[]) =>
    notes.find(({ subject }) => subjects.includes(subject))?.evidence;
  const asking = { placeholder: 'Choose' };
  return (
    <div className={styles.reading}>
      <NativeSelect
        label="Cells are parted by"
        name="delimiter"
        options={choices(DELIMITER_NAMES)}
        defaultValue={mapping.delimiter}
        description={because('delimiter')}
      />
      <NativeSelect
        label="Header"
        name="hasHeader"
        options={[
          { value: 'true', label: 'The first line names the columns' },
          { value: 'false', label: 'There is none' },
        ]}
        defaultValue={String(mapping.hasHeader)}
        description={because('table')}
      />
      <TextField
        label="Lines before it"
        name="preambleRecords"
        inputMode="numeric"
        pattern="[0-9]{1,4}"
        defaultValue={String(mapping.preambleRecords)}
        description="Press Enter after a change."
      />
      <NativeSelect
        label="Dates are written"
        name="dateOrder"
        options={choices(DATE_ORDER_NAMES)}
        {...(mapping.dateOrder === 'ask' ? asking : {})}
        defaultValue={mapping.dateOrder === 'ask' ? '' : mapping.dateOrder}
        description={because('dateOrder')}
      />
      <NativeSelect
        label="Decimal mark"
        name="decimalMark"
        options={choices(DECIMAL_MARK_NAMES)}
        {...(mapping.decimalMark === 'ask' ? asking : {})}
        defaultValue={mapping.decimalMark === 'ask' ? '' : mapping.decimalMark}
        description={because('decimalMark')}
      />
      <NativeSelect
        label="Money out"
        name="sign"
        options={choices(SIGN_NAMES)}
        defaultValue={signName(mapping.sign)}
        description={because('sign', 'balance')}
      />
      {mapping.sign.kind === 'flag' ? (
        <>
          <TextField
            label="Words for money out"
            name="flagOut"
            defaultValue={mapping.sign.out.join(', ')}
            description="Parted by commas; press Enter after a change."
          />
          <TextField
            label="Words for money in"
            name="flagIn"
            defaultValue={mapping.sign.in.join(', ')}
            description="Parted by commas; press Enter after a change."
          />
        </>
      ) : null}
    </div>
  );
}

function choices(names: Readonly<Record<string, string>>): { value: string; label: string }[] {
  return Object.entries(names).map(([value, label]) => ({ value, label }));
}
