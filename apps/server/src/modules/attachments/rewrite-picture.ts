import sharp, { type Metadata, type Sharp } from 'sharp';
import { AppError } from '../../platform/errors.ts';
import type { FileKind } from './file-kinds.ts';

/** A picture may have this many points, all its frames or pages together: what a file of a few bytes unpacks to. */
const MAX_PIXELS = 100_000_000;
const THUMBNAIL_PIXELS = 320;
const TIMEOUT_SECONDS = 30;

// Each file is read twice at most and then gone.
sharp.cache(false);

export interface RewrittenPicture {
  /** Points, as it is seen: one frame of several. */
  readonly width: number;
  readonly height: number;
  /** WebP. */
  readonly thumbnail: Buffer;
}

/**
 * Writes a picture anew, so that only what is seen of it stays: place, camera, comments, colour profile and anything
 * hidden behind the picture are gone; it is turned as it was meant to be seen. Frames and pages are kept.
 * @throws {AppError} FILE_UNREADABLE for a broken picture, FILE_TOO_LARGE for too many points.
 */
export async function rewritePicture(kind: FileKind, from: string, to: string): Promise<RewrittenPicture> {
  try {
    const metadata = await sharp(from, { limitInputPixels: MAX_PIXELS }).metadata();
    const pages = metadata.pages ?? 1;
    const whole = open(from, pages > 1 ? -1 : 1);
    // Several pages cannot be turned one by one; programs that write them do not ask for it.
    await encode(pages > 1 ? whole : whole.autoOrient(), kind).toFile(to);
    const thumbnail = await open(to, 1)
      .resize({ width: THUMBNAIL_PIXELS, height: THUMBNAIL_PIXELS, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 80 })
      .toBuffer();
    return { ...sizeOf(metadata), thumbnail };
  } catch (error) {
    throw asRefusal(error);
  }
}

function open(path: string, pages: number): Sharp {
  const options = { limitInputPixels: MAX_PIXELS, failOn: 'error', pages } as const;
  return sharp(path, options).timeout({ seconds: TIMEOUT_SECONDS });
}

function encode(picture: Sharp, { mediaType }: FileKind): Sharp {
  switch (mediaType) {
    case 'image/jpeg':
      return picture.jpeg({ quality: 90 });
    case 'image/png':
      return picture.png();
    case 'image/webp':
      return picture.webp({ quality: 90 });
    case 'image/gif':
      return picture.gif();
    case 'image/avif':
      return picture.avif({ quality: 70, effort: 2 });
    case 'image/tiff':
      return picture.tiff({ compression: 'lzw' });
    default:
      throw new Error(`${mediaType} is no picture.`);
  }
}

function sizeOf(metadata: Metadata): { readonly width: number; readonly height: number } {
  const pages = metadata.pages ?? 1;
  return pages > 1 ? { width: metadata.width, height: metadata.height } : metadata.autoOrient;
}

function asRefusal(error: unknown): unknown {
  const text = error instanceof Error ? error.message : '';
  if (/exceeds pixel limit/i.test(text)) {
    return new AppError(
      'FILE_TOO_LARGE',
      'The picture has more than 100 million points. Make it smaller, then attach it again.',
    );
  }
  // The library tells what is wrong with a file by words only; what is wrong with us comes as a system error.
  if (!(error instanceof Error) || 'code' in error) return error;
  return new AppError(
    'FILE_UNREADABLE',
    'The picture is broken or cut off. Open it elsewhere, save it anew as JPEG, PNG or PDF and attach that.',
  );
}
