import type { AttachmentType } from '@fintrack/contract';

/** A kind of file that can be attached. */
export interface FileKind {
  readonly mediaType: AttachmentType;
  /** Extensions that say so; the first one is given to a file that has another. */
  readonly extensions: readonly [string, ...string[]];
  /** A picture is written anew, without its metadata. */
  readonly isPicture: boolean;
}

const OFFICE = 'application/vnd.openxmlformats-officedocument';
const OPEN_DOCUMENT = 'application/vnd.oasis.opendocument';

/** By the media type that `file-type` finds in the content. */
const BINARY_KINDS: ReadonlyMap<string, FileKind> = new Map(
  [
    picture('image/jpeg', ['jpg', 'jpeg', 'jpe', 'jfif']),
    picture('image/png', ['png']),
    picture('image/webp', ['webp']),
    picture('image/gif', ['gif']),
    picture('image/avif', ['avif']),
    picture('image/tiff', ['tif', 'tiff']),
    document('application/pdf', ['pdf']),
    document(`${OFFICE}.wordprocessingml.document`, ['docx']),
    document(`${OFFICE}.spreadsheetml.sheet`, ['xlsx']),
    document(`${OPEN_DOCUMENT}.text`, ['odt']),
    document(`${OPEN_DOCUMENT}.spreadsheet`, ['ods']),
  ].map((kind) => [kind.mediaType, kind]),
);

export const PLAIN_TEXT = document('text/plain', ['txt', 'text', 'md', 'log', 'tsv']);
export const CSV = document('text/csv', ['csv']);
export const MAIL = document('message/rfc822', ['eml']);

/** Undefined for what cannot be attached. */
export function binaryKind(mediaType: string): FileKind | undefined {
  // An animated PNG is read as its first picture.
  return BINARY_KINDS.get(mediaType === 'image/apng' ? 'image/png' : mediaType);
}

const ALL_EXTENSIONS = new Set(
  [...BINARY_KINDS.values(), PLAIN_TEXT, CSV, MAIL].flatMap((kind) => kind.extensions),
);

/** "jpg" of "Receipt.JPG"; empty where there is none. */
export function extensionOf(name: string): string {
  return /\.([A-Za-z0-9]{1,10})$/.exec(name)?.[1]?.toLowerCase() ?? '';
}

/** The name with an extension that is true: one of another kind is replaced, anything else after a dot is kept. */
export function nameAs(kind: FileKind, name: string): string {
  const [first, ...others] = kind.extensions;
  const stem = name === '' ? 'attachment' : name;
  const extension = extensionOf(stem);
  if (extension === first || others.includes(extension)) return stem;
  const bare = ALL_EXTENSIONS.has(extension) ? stem.slice(0, -extension.length - 1) : stem;
  return `${[...bare].slice(0, 255 - first.length - 1).join('')}.${first}`;
}

function picture(mediaType: AttachmentType, extensions: FileKind['extensions']): FileKind {
  return { mediaType, extensions, isPicture: true };
}

function document(mediaType: AttachmentType, extensions: FileKind['extensions']): FileKind {
  return { mediaType, extensions, isPicture: false };
}
