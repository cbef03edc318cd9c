import type { CategoriserModelWire } from '@fintrack/contract';
import { Section } from '@/components/section.tsx';
import { countOf } from '@/lib/count-of.ts';
import styles from './categorising.module.css';
import { percentFormatter } from './percent.ts';
import { RetrainForm } from './retrain-form.tsx';

export interface ModelSectionProps {
  model: CategoriserModelWire;
  canWrite: boolean;
  locale: string;
  formatMoment: (instant: string) => string;
}

/** What it was taught, and how it did on rows whose merchants were hidden from it. */
export function ModelSection({ model, canWrite, locale, formatMoment }: ModelSectionProps) {
  const { version, trainedAt, rows, merchants, categories, correctionsSince } = model;
  return (
    <Section
      title="What it has learnt"
      description="It learns from the categories that you choose, never from those that it or a rule has set. What you choose counts at once; it is trained anew after 20 of them, and each night."
      action={canWrite ? <RetrainForm /> : null}
    >
      <dl className={styles.facts}>
        <dt>Version</dt>
        <dd>
          {trainedAt === null
            ? 'As shipped: nobody has taught it yet'
            : `${version}, trained ${formatMoment(trainedAt)}`}
        </dd>
        <dt>Learnt from</dt>
        <dd>
          {countOf(rows, 'row', 'rows')} of {countOf(merchants, 'merchant', 'merchants')} in{' '}
          {countOf(categories, 'category', 'categories')}
        </dd>
        <dt>Since then</dt>
        <dd>{countOf(correctionsSince, 'category', 'categories')} chosen by hand, which count already</dd>
        <dt>Tried out</dt>
        <dd>{trialText(model, percentFormatter(locale))}</dd>
      </dl>
    </Section>
  );
}

/** In words, and nothing where too little was tried. */
function trialText({ trial, boldness }: CategoriserModelWire, percent: (share: number) => string): string {
  if (trial.rows < 20) return 'Not yet: that takes twenty rows';
  const tried = `On ${trial.rows} rows, with their merchants hidden where they were new`;
  const sure = boldness === 'off' ? null : trial.committed[boldness];
  const calibration = `What it says of its own sureness was off by ${percent(trial.calibrationError)}.`;
  if (sure === null || sure.rows === 0) {
    return `${tried}, its first guess was right in ${percent(trial.right / trial.rows)}. ${calibration}`;
  }
  return `${tried}, it would have set ${percent(sure.rows / trial.rows)} by itself, and ${percent(sure.right / sure.rows)} of that was right. ${calibration}`;
}
