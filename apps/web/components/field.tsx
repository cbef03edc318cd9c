import { type ReactNode, useId } from 'react';
import { classNames } from './class-names.ts';
import styles from './field.module.css';
import { FieldError } from './field-error.tsx';

/** What every field of a form takes. */
export interface FieldProps {
  label: string;
  /** Keeps the label for screen readers where the place says it already, as in a table's cells. */
  hideLabel?: boolean | undefined;
  description?: ReactNode;
  /** What is wrong, from the server or from checking on the spot. */
  error?: string | undefined;
  /** Says "optional" beside the label. */
  optional?: boolean | undefined;
}

/** The attributes that tie a control to its label, description and error. */
export interface ControlAttributes {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
}

/** Lays out label, control, description and error. `children` draws the control with the given attributes. */
export function Field(props: FieldProps & { children: (control: ControlAttributes) => ReactNode }) {
  const id = useId();
  const descriptionId = props.description === undefined ? undefined : `${id}-description`;
  const errorId = props.error === undefined ? undefined : `${id}-error`;
  const describedBy = [errorId, descriptionId].filter(Boolean).join(' ');
  return (
    <div className={styles.field}>
      <label
        htmlFor={id}
        className={classNames(styles.label, props.hideLabel === true && styles.labelHidden)}
      >
        <LabelText {...props} />
      </label>
      {props.children({
        id,
        'aria-describedby': describedBy === '' ? undefined : describedBy,
        'aria-invalid': errorId === undefined ? undefined : true,
      })}
      {errorId === undefined ? null : <FieldError id={errorId}>{props.error}</FieldError>}
      {descriptionId === undefined ? null : (
        <p id={descriptionId} className={styles.description}>
          {props.description}
        </p>
      )}
    </div>
  );
}

/** The words of a label: its name and whether it may stay empty. */
export function LabelText({ label, optional }: Pick<FieldProps, 'label' | 'optional'>) {
  return (
    <>
      {label}
      {optional === true ? <span className={styles.optional}>optional</span> : null}
    </>
  );
}

/** Takes the field's own props out of those for its control. */
export function splitFieldProps<T extends FieldProps>(props: T): [FieldProps, Omit<T, keyof FieldProps>] {
  const { label, hideLabel, description, error, optional, ...control } = props;
  return [{ label, hideLabel, description, error, optional }, control];
}
