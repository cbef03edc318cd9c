/**
 * Something that money goes to or comes from, known before anybody has taught the model a thing. Lists are separated
 * by commas, codes by spaces; all text is compared folded (see foldText), words as whole words.
 */
export interface Concept {
  readonly id: string;
  readonly kind: 'income' | 'expense';
  /** The concept that this is a part of: a category for that will do where there is none for this. */
  readonly within?: string;
  /** Its merchants sell all kinds of things, or its words mean more than one: a hint, and no more. */
  readonly isVague?: true;
  /** What people call a category for it. */
  readonly names: string;
  /** Merchants, and words of bank lines. */
  readonly words: string;
  /** Merchant category codes (ISO 18245). */
  readonly mcc: string;
}
