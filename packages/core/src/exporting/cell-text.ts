/**
 * What a spreadsheet may take for a formula: = + - @, also in full width, behind white space, control or zero-width
 * characters; and any text that begins with a character that is not seen, since it hides what comes after it.
 */
const RISKY = /^(?:[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|[\s\p{Cc}\p{Cf}\p{Zs}])/u;

/** A risky text that has been made harmless once or more. */
const GUARDED = /^'+(?:[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|[\s\p{Cc}\p{Cf}\p{Zs}])/u;

/**
 * A text that no spreadsheet runs: an apostrophe stands before what could be a formula. A text that already looks like
 * a guarded one gets another, so that {@link readGuardedText} gives every text back as it was.
 */
export function guardText(text: string): string {
  return RISKY.test(text) || GUARDED.test(text) ? `'${text}` : text;
}

/** The text that {@link guardText} was given. */
export function readGuardedText(text: string): string {
  return GUARDED.test(text) ? text.slice(1) : text;
}
