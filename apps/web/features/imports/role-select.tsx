import type { ColumnRole } from '@fintrack/contract';
import { NativeSelect, type SelectOption } from '@/components/native-select.tsx';

export interface RoleSelectProps {
  index: number;
  role: ColumnRole;
  options: readonly SelectOption[];
}

/** What a column is taken for. */
export function RoleSelect({ index, role, options }: RoleSelectProps) {
  return (
    <NativeSelect
      label={`Column ${index + 1} holds`}
      hideLabel
      name={`column-${index}`}
      options={options}
      defaultValue={role}
    />
  );
}
