import { Checkbox } from '../checkbox.tsx';
import { TableCell } from '../table.tsx';
import { SELECTION_FORM } from './name-list-bar.tsx';

/** Ticks a row to be merged with others. */
export function SelectCell({ id, name, isSelected }: { id: string; name: string; isSelected: boolean }) {
  return (
    <TableCell phone="mark">
      <Checkbox
        label={`Select ${name}`}
        hideLabel
        name="select"
        value={id}
        form={SELECTION_FORM}
        defaultChecked={isSelected}
      />
    </TableCell>
  );
}
