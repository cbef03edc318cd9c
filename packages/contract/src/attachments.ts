import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { flag, id, instant } from './fields.ts';

/** What a file may be, by its content. Whatever is not in here is refused, and served as application/octet-stream. */
export const ATTACHMENT_TYPES = [
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/gif',
  'image/avif',
  'image/tiff',
  'application/pdf',
  'text/plain',
  'text/csv',
  'message/rfc822',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.oasis.opendocument.text',
  'application/vnd.oasis.opendocument.spreadsheet',
] as const;
export type AttachmentType = (typeof ATTACHMENT_TYPES)[number];

/** Files that one transaction may have. */
export const MAX_ATTACHMENTS = 50;

export const attachment = z
  .object({
    id,
    transactionId: id,
    name: z.string().meta({ description: 'Cleaned, with the extension of what the file is.' }),
    mediaType: z.string().meta({ description: 'By its content, never by its name.' }),
    size: z.int().meta({ description: 'Bytes, as it is kept.' }),
    sha256: z.string().meta({ description: 'Of what is kept, hexadecimal.' }),
    width: z.int().nullable().meta({ description: 'Pixels; null where it is no picture.' }),
    height: z.int().nullable(),
    hasThumbnail: z.boolean(),
    uploadedBy: z.string().nullable().meta({ description: 'The name of who attached it.' }),
    version: z.int(),
    createdAt: instant,
  })
  .meta({ id: 'Attachment' });
export type Attachment = z.infer<typeof attachment>;

const transactionParams = z.object({ transactionId: id });
const attachmentParams = transactionParams.extend({ attachmentId: id });

export const listAttachments = endpoint({
  id: 'listAttachments',
  method: 'get',
  path: '/transactions/{transactionId}/attachments',
  tag: 'Attachments',
  summary: 'The files of a transaction, oldest first',
  access: 'member',
  params: transactionParams,
  data: z.array(attachment),
  status: 200,
});

export const createAttachment = endpoint({
  id: 'createAttachment',
  method: 'post',
  path: '/transactions/{transactionId}/attachments',
  tag: 'Attachments',
  summary: 'Attach a file to a transaction',
  description:
    'The kind is found from the content: pictures (JPEG, PNG, WebP, GIF, AVIF, TIFF), PDF, plain text, CSV, e-mail, ' +
    'docx, xlsx, odt and ods. Pictures are written anew without their metadata. A file that the transaction has ' +
    'already is answered with 200 and not kept twice.',
  access: 'write',
  params: transactionParams,
  form: z.object({}),
  data: attachment,
  status: 201,
});

export const deleteAttachment = endpoint({
  id: 'deleteAttachment',
  method: 'delete',
  path: '/transactions/{transactionId}/attachments/{attachmentId}',
  tag: 'Attachments',
  summary: 'Take a file off a transaction',
  description: 'It comes back by reverting the change set, for 30 days.',
  access: 'write',
  params: attachmentParams,
  data: z.object({ deleted: z.int(), changeSetId: id }),
  status: 200,
});

export const getAttachmentContent = endpoint({
  id: 'getAttachmentContent',
  method: 'get',
  path: '/transactions/{transactionId}/attachments/{attachmentId}/content',
  tag: 'Attachments',
  summary: 'The file itself',
  description:
    'Answers Range with 206, and If-None-Match with 304: the ETag is the SHA-256. It is offered for saving; with ' +
    'inline=1 pictures and PDF are shown, in a sandbox.',
  access: 'member',
  params: attachmentParams,
  query: z.object({ inline: flag.optional() }),
  raw: [...ATTACHMENT_TYPES, 'application/octet-stream'],
  status: 200,
});

export const getAttachmentThumbnail = endpoint({
  id: 'getAttachmentThumbnail',
  method: 'get',
  path: '/transactions/{transactionId}/attachments/{attachmentId}/thumbnail',
  tag: 'Attachments',
  summary: 'A picture in small: 320 pixels at most',
  access: 'member',
  params: attachmentParams,
  raw: ['image/webp'],
  status: 200,
});
