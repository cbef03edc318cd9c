'use client';

import type { RuleReportWire, RuleWire } from '@fintrack/contract';
import { ArrowDown, ArrowUp, GripVertical } from 'lucide-react';
import Link from 'next/link';
import { type DragEvent, startTransition, useState } from 'react';
import { Button } from '@/components/button.tsx';
import { Chip } from '@/components/chip.tsx';
import { ProblemMessage } from '@/components/problem-message.tsx';
import { VisuallyHidden } from '@/components/visually-hidden.tsx';
import { useFormAction } from '@/lib/use-form-action.ts';
import { moveRule, switchRule } from './actions.ts';
import { describeActions, describeCondition } from './describe-rule.ts';
import type { RuleNames } from './rule-names.ts';
import styles from './rules.module.css';

interface RuleListProps {
  rules: readonly RuleWire[];
  names: RuleNames;
  /** What became of each, where it was checked. */
  reports: readonly RuleReportWire[];
  canWrite: boolean;
}

/** Rules in their order: moved by their buttons, or dragged. */
export function RuleList({ rules, names, reports, canWrite }: RuleListProps) {
  const moving = useFormAction(moveRule);
  const [over, setOver] = useState<number | null>(null);
  const drop = (event: DragEvent, to: number): void => {
    event.preventDefault();
    setOver(null);
    const form = new FormData();
    form.set('id', event.dataTransfer.getData('text/plain'));
    form.set('to', String(to));
    startTransition(() => moving.form.action(form));
  };
  return (
    <>
      <ProblemMessage problem={moving.problem} />
      <ol className={styles.list}>
        {rules.map((rule, index) => (
          <li
            key={rule.id}
            className={styles.item}
            data-over={over === index ? true : undefined}
            onDragOver={(event) => {
              event.preventDefault();
              setOver(index);
            }}
            onDragLeave={() => setOver(null)}
            onDrop={(event) => drop(event, index + 1)}
          >
            {canWrite ? <Grip rule={rule} /> : null}
            <RuleText rule={rule} names={names} report={reports.find(({ ruleId }) => ruleId === rule.id)} />
            {canWrite ? <RuleTools rule={rule} count={rules.length} /> : null}
          </li>
        ))}
      </ol>
    </>
  );
}

/** For the mouse; the buttons at the end of the line do the same for everybody. */
function Grip({ rule }: { rule: RuleWire }) {
  return (
    <span
      className={styles.grip}
      draggable
      aria-hidden="true"
      onDragStart={(event) => event.dataTransfer.setData('text/plain', rule.id)}
    >
      <GripVertical />
    </span>
  );
}

interface RuleTextProps {
  rule: RuleWire;
  names: RuleNames;
  report: RuleReportWire | undefined;
}

function RuleText({ rule, names, report }: RuleTextProps) {
  const { id, name, condition, actions, isActive, missing } = rule;
  return (
    <div className={styles.text}>
      <span className={styles.title}>
        <Link href={`/rules/${id}`} className={styles.name}>
          {name}
        </Link>
        {isActive ? null : <Chip>Off</Chip>}
        {missing.length === 0 ? null : <Chip tone="warning">Its {missing.join(' and ')} was deleted</Chip>}
        {report ? <Findings report={report} /> : null}
      </span>
      <span className={styles.sentence}>
        If {describeCondition(condition, names)}, then {describeActions(actions, names)}.
      </span>
    </div>
  );
}

function Findings({ report }: { report: RuleReportWire }) {
  if (report.problem === 'dead') return <Chip tone="warning">Matches nothing</Chip>;
  if (report.problem === 'shadowed') {
    const by = report.shadowedBy.map(({ name }) => name).join(', ');
    return <Chip tone="warning">No effect, because of {by}</Chip>;
  }
  const losing = report.conflicts.filter(({ isWinner }) => !isWinner);
  return (
    <>
      <Chip>{report.matches.toLocaleString('en')} rows</Chip>
      {losing.length === 0 ? null : (
        <Chip tone="warning">Overruled by {losing.map(({ name }) => name).join(', ')}</Chip>
      )}
    </>
  );
}

/** Up, down, on and off: plain forms. */
function RuleTools({ rule, count }: { rule: RuleWire; count: number }) {
  const { id, name, position, version, isActive } = rule;
  const switching = useFormAction(switchRule);
  return (
    <div className={styles.tools}>
      <MoveForm id={id} to={position - 1} isDisabled={position === 1} label={`Move ${name} up`}>
        <ArrowUp aria-hidden="true" />
      </MoveForm>
      <MoveForm id={id} to={position + 1} isDisabled={position === count} label={`Move ${name} down`}>
        <ArrowDown aria-hidden="true" />
      </MoveForm>
      <form {...switching.form} className={styles.switch}>
        <ProblemMessage problem={switching.problem} />
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="version" value={version} />
        <input type="hidden" name="isActive" value={String(!isActive)} />
        <Button type="submit" small isPending={switching.isPending}>
          {isActive ? 'Switch off' : 'Switch on'}
          <VisuallyHidden> {name}</VisuallyHidden>
        </Button>
      </form>
    </div>
  );
}

interface MoveFormProps {
  id: string;
  to: number;
  isDisabled: boolean;
  label: string;
  children: React.ReactNode;
}

function MoveForm({ id, to, isDisabled, label, children }: MoveFormProps) {
  const control = useFormAction(moveRule);
  return (
    <form {...control.form}>
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="to" value={to} />
      <Button
        type="submit"
        small
        look="quiet"
        aria-label={label}
        isDisabled={isDisabled}
        isPending={control.isPending}
      >
        {children}
      </Button>
    </form>
  );
}
