'use client';

import { previewRule, type RulePreview, type RuleReportWire, type RuleWire } from '@fintrack/contract';
import { ApiError } from '@fintrack/contract/client';
import { useEffect, useState } from 'react';
import { Amount } from '@/components/amount.tsx';
import { Day } from '@/components/day.tsx';
import { FormMessage } from '@/components/form-message.tsx';
import { Section } from '@/components/section.tsx';
import { Table, TableCell, TableHead, TableRow } from '@/components/table.tsx';
import { browserApi } from '@/lib/api/browser-api.ts';
import { countOf } from '@/lib/count-of.ts';
import { describeEffect } from './describe-effect.ts';
import { type RuleFormFields, readRule } from './read-rule-form.ts';
import type { ShownPreview } from './rule-form-state.ts';
import type { RuleNames } from './rule-names.ts';
import styles from './rules.module.css';

/** How long nobody types before the preview is asked for. */
const REST_MS = 400;
const SHOWN = 10;

interface RulePreviewPanelProps {
  fields: RuleFormFields;
  rule: RuleWire | null;
  names: RuleNames;
  /** What the server has answered to the form; asked for here where there is JavaScript. */
  answered: ShownPreview | null;
}

/** What the rule would do to the rows that are there, while it is being written. */
export function RulePreviewPanel({ fields, rule, names, answered }: RulePreviewPanelProps) {
  const [shown, setShown] = useState(answered);
  useEffect(() => {
    const asking = new AbortController();
    const timer = window.setTimeout(() => {
      void ask({ fields, rule, names }).then((answer) => {
        if (!asking.signal.aborted) setShown(answer);
      });
    }, REST_MS);
    return () => {
      asking.abort();
      window.clearTimeout(timer);
    };
  }, [fields, rule, names]);
  if (shown === null) return null;
  return (
    <Section title="What it would do">
      <div aria-live="polite" className={styles.preview}>
        {'message' in shown ? <p className={styles.muted}>{shown.message}</p> : <Preview {...shown} />}
      </div>
    </Section>
  );
}

async function ask({ fields, rule, names }: Omit<RulePreviewPanelProps, 'answered'>): Promise<ShownPreview> {
  const read = readRule(fields, { names, fixed: rule?.condition ?? null });
  if (!read.ok) return { message: read.message };
  const { condition, actions } = read.rule;
  const body = { condition, actions, ...(rule === null ? {} : { ruleId: rule.id }) };
  try {
    return { preview: (await browserApi().call(previewRule, { body })).data };
  } catch (error) {
    if (error instanceof ApiError) return { message: error.envelope.message };
    return { message: 'It cannot be shown at this moment. The rule can be saved all the same.' };
  }
}

function Preview({ preview }: { preview: RulePreview }) {
  const { rows, isWhole, matches, changes, report, others, examples } = preview;
  const of = isWhole ? countOf(rows, 'row', 'rows') : `the newest ${rows.toLocaleString('en')} rows`;
  return (
    <>
      <p>
        {matches === 0 ? `Nothing matches among ${of}.` : `${matches.toLocaleString('en')} of ${of} match; `}
        {matches === 0 ? null : `${changes.toLocaleString('en')} would be different.`}
      </p>
      <Warnings report={report} others={others} />
      {examples.length === 0 ? null : (
        <Table
          caption="Rows that match"
          head={
            <>
              <TableHead>Date</TableHead>
              <TableHead>Row</TableHead>
              <TableHead>Then</TableHead>
              <TableHead figure>Amount</TableHead>
            </>
          }
        >
          {examples.slice(0, SHOWN).map(({ transaction, after, kept }) => (
            <TableRow key={transaction.id}>
              <TableCell phone="note" muted>
                <Day date={transaction.date} />
              </TableCell>
              <TableCell phone="title">{transaction.payeeName ?? transaction.description}</TableCell>
              <TableCell phone="detail">{describeEffect(after, kept)}</TableCell>
              <TableCell figure phone="figure">
                <Amount value={transaction.amount} currency={transaction.currency} />
              </TableCell>
            </TableRow>
          ))}
        </Table>
      )}
    </>
  );
}

/** Conflicts with other rules, and rules that would have no effect any more. */
function Warnings({ report, others }: { report: RuleReportWire; others: readonly RuleReportWire[] }) {
  const lines = [
    ...(report.problem === 'shadowed'
      ? [
          `It would never have an effect: ${namesOf(report.shadowedBy)} always comes first or has the last word.`,
        ]
      : []),
    ...report.conflicts.map(
      ({ name, field, rows, isWinner }) =>
        `“${name}” sets the ${field} of ${countOf(rows, 'row', 'rows')} otherwise; ${
          isWinner ? 'this rule stands later and has its way' : 'it stands later and has its way'
        }.`,
    ),
    ...others.map(({ name }) => `“${name}” would have no effect any more.`),
  ];
  return lines.map((line) => (
    <FormMessage key={line} tone="warning">
      {line}
    </FormMessage>
  ));
}

function namesOf(rules: RuleReportWire['shadowedBy']): string {
  return rules.map(({ name }) => `“${name}”`).join(' and ');
}
