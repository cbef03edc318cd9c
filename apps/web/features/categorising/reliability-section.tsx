import type { CategoriserModelWire } from '@fintrack/contract';
import { Section } from '@/components/section.tsx';
import { Table, TableCell, TableHead, TableRow } from '@/components/table.tsx';
import { percentFormatter } from './percent.ts';

/** How sure it said it was beside how often it was right; nothing before it was tried out. */
export function ReliabilitySection({ model, locale }: { model: CategoriserModelWire; locale: string }) {
  const percent = percentFormatter(locale);
  const bins = model.trial.reliability.filter(({ rows }) => rows > 0);
  if (bins.length === 0) return null;
  return (
    <Section
      title="Does it know how sure it is?"
      description="When it was tried out: how sure it said it was, and how often it was right. The two should agree."
    >
      <Table
        caption="How sure it was and how often it was right"
        head={['Said', 'On rows', 'It thought', 'Was right'].map((title, index) => (
          <TableHead key={title} figure={index > 1}>
            {title}
          </TableHead>
        ))}
      >
        {bins.map(({ from, to, rows, right, expected }) => (
          <TableRow key={from}>
            <TableCell phone="title">
              {percent(from)} to {percent(to)}
            </TableCell>
            <TableCell phone="detail">{rows}</TableCell>
            <TableCell figure>{percent(expected)}</TableCell>
            <TableCell figure phone="figure">
              {percent(right / rows)}
            </TableCell>
          </TableRow>
        ))}
      </Table>
    </Section>
  );
}
