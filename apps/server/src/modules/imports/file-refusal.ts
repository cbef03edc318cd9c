/** A file cannot be read: the reason in words for the user, and the 1-based line where there is one. */
export class FileRefusal extends Error {
  override readonly name = 'FileRefusal';
  readonly line: number | null;

  constructor(reason: string, line: number | null) {
    super(reason);
    this.line = line;
  }
}
