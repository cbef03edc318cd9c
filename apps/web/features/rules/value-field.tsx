import { NativeSelect } from '@/components/native-select.tsx';
import { TextArea } from '@/components/text-area.tsx';
import { TextField } from '@/components/text-field.tsx';
import type { ActionInput } from './action-form.ts';
import type { RuleNames } from './rule-names.ts';
import { STATUSES, type TestInput, TYPES, WEEKDAYS } from './test-kinds.ts';

interface ValueFieldProps {
  /** What the value is for, for screen readers: "Condition 1: value". */
  label: string;
  name: string;
  input: TestInput | ActionInput;
  value: string;
  names: RuleNames;
  error: string | undefined;
  onValue: (value: string) => void;
}

/** The value of a condition or an action, entered as its kind wants it. */
export function ValueField({ label, name, input, value, names, error, onValue }: ValueFieldProps) {
  const field = { label, hideLabel: true, name, error };
  const choices = choicesOf(input, names);
  if (choices !== null) {
    return (
      <NativeSelect
        {...field}
        options={choices}
        placeholder="Choose"
        value={value}
        onChange={(event) => onValue(event.target.value)}
      />
    );
  }
  if (input === 'lines') {
    return (
      <TextArea
        {...field}
        rows={3}
        value={value}
        placeholder={'50% Groceries\nrest Household'}
        description="One part a line: 50% Groceries, 12.50 Household, rest Restaurants."
        onChange={(event) => onValue(event.target.value)}
      />
    );
  }
  return (
    <TextField
      {...field}
      type={input === 'dates' ? 'date' : 'text'}
      inputMode={input === 'amount' || input === 'amounts' ? 'decimal' : undefined}
      value={value}
      placeholder={PLACEHOLDERS[input]}
      autoComplete="off"
      onChange={(event) => onValue(event.target.value)}
    />
  );
}

const PLACEHOLDERS: Partial<Record<TestInput | ActionInput, string>> = {
  list: 'one, two',
  amount: '12.50',
  amounts: '10.00',
  days: '1',
};

function choicesOf(input: TestInput | ActionInput, names: RuleNames) {
  switch (input) {
    case 'account':
      return names.accounts;
    case 'category':
      return names.categories;
    case 'type':
      return TYPES.map((value) => ({ value, label: value.charAt(0).toUpperCase() + value.slice(1) }));
    case 'status':
      return STATUSES.map((value) => ({ value, label: value.charAt(0).toUpperCase() + value.slice(1) }));
    case 'weekday':
      return WEEKDAYS.map((label, index) => ({ value: String(index + 1), label }));
    default:
      return null;
  }
}
