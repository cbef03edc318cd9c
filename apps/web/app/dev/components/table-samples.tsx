import { parseCalendarDate } from '@fintrack/core/dates';
import { Amount } from '@/components/amount.tsx';
import { CategoryDot } from '@/components/category-dot.tsx';
import { Checkbox } from '@/components/checkbox.tsx';
import { Chip } from '@/components/chip.tsx';
import { Day } from '@/components/day.tsx';
import { FilterChip } from '@/components/filter-chip.tsx';
import { NativeSelect } from '@/components/native-select.tsx';
import { Section } from '@/components/section.tsx';
import { Table, TableCell, TableGroup, TableHead, TableRow } from '@/components/table.tsx';
import { OLDER_ROWS, RAIL_ACCOUNTS, ROWS } from './sample-data.ts';
import styles from './samples.module.css';

export function TableSamples() {
  const head = (
    <>
      <TableHead>
        <Checkbox label="Select all" hideLabel indeterminate />
      </TableHead>
      <TableHead>Payee</TableHead>
      <TableHead>Category</TableHead>
      <TableHead>Account</TableHead>
      <TableHead figure>Amount, USD</TableHead>
    </>
  );
  return (
    <Section title="Transactions" action={<Chip tone="warning">2 to review</Chip>}>
      <div className={styles.line}>
        <FilterChip label="Account" value="Visa, Everyday checking" clearHref="/dev/components">
          <NativeSelect
            label="Account"
            options={RAIL_ACCOUNTS.map(({ id, name, currency }) => ({
              value: id,
              label: name,
              group: currency,
            }))}
          />
        </FilterChip>
        <FilterChip label="Date">Fields</FilterChip>
        <FilterChip label="Amount">Fields</FilterChip>
      </div>
      <Table caption="Transactions" head={head}>
        <TableGroup
          columns={5}
          title={<Day date={parseCalendarDate('2026-03-12')} />}
          figure={<Amount value="-104.72" currencyDisplay="none" />}
        />
        {ROWS.map((row) => (
          <Row key={row.id} row={row} selected={row.id === 'b'} />
        ))}
        <TableGroup
          columns={5}
          title={<Day date={parseCalendarDate('2026-03-10')} />}
          figure={<Amount value="4325.38" currencyDisplay="none" />}
        />
        {OLDER_ROWS.map((row) => (
          <Row key={row.id} row={row} selected={false} />
        ))}
      </Table>
    </Section>
  );
}

type SampleRow = (typeof ROWS)[number] | (typeof OLDER_ROWS)[number];

function Row({ row, selected }: { row: SampleRow; selected: boolean }) {
  return (
    <TableRow selected={selected}>
      <TableCell phone="mark">
        <Checkbox label={`Select ${row.payee}`} hideLabel defaultChecked={selected} />
      </TableCell>
      <TableCell phone="title">
        {row.payee} <span className={styles.rowDetail}>{row.detail}</span>
      </TableCell>
      <TableCell phone="detail">
        <CategoryDot hue={row.hue} name={row.category ?? 'No category'} />
      </TableCell>
      <TableCell phone="note" muted>
        {row.account}
      </TableCell>
      <TableCell phone="figure" figure>
        <Amount value={row.amount} currencyDisplay="none" tone="flow" />
      </TableCell>
    </TableRow>
  );
}
