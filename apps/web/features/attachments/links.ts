import {
  type Attachment,
  createAttachment,
  getAttachmentContent,
  getAttachmentThumbnail,
} from '@fintrack/contract';

type Target = Pick<Attachment, 'id' | 'transactionId'>;

/** Where a file is saved from. */
export function downloadHref(target: Target): string {
  return pathOf(getAttachmentContent.path, target);
}

/** Where a picture or a PDF is looked at. */
export function viewHref(target: Target): string {
  return `${downloadHref(target)}?inline=1`;
}

export function thumbnailHref(target: Target): string {
  return pathOf(getAttachmentThumbnail.path, target);
}

/** Below /api/v1: where files of a transaction are sent. */
export function uploadPath(transactionId: string): string {
  return createAttachment.path.replace('{transactionId}', transactionId);
}

function pathOf(template: string, { id, transactionId }: Target): string {
  const path = template.replace('{transactionId}', transactionId).replace('{attachmentId}', id);
  return `/api/v1${path}`;
}

/** True for what the browser shows in the page itself. */
export function isPicture({ mediaType }: Pick<Attachment, 'mediaType'>): boolean {
  return mediaType.startsWith('image/') && mediaType !== 'image/tiff';
}

/** True for what the browser shows at all; anything else is saved. */
export function isShown(file: Pick<Attachment, 'mediaType'>): boolean {
  return isPicture(file) || file.mediaType === 'application/pdf';
}
