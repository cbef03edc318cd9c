import {
  createAttachment,
  deleteAttachment,
  getAttachmentContent,
  getAttachmentThumbnail,
  listAttachments,
} from '@fintrack/contract';
import { type Route, route, serveFile } from '../../platform/http/index.ts';
import * as service from './service.ts';
import { attachFile } from './service.upload.ts';

/** Files of transactions. */
export const attachmentRoutes: readonly Route[] = [
  route(listAttachments, ({ read, params }) =>
    read(async (tx) => ({ data: await service.listAttachments(tx, params.transactionId) })),
  ),
  route(createAttachment, attachFile),
  route(deleteAttachment, async ({ read, write, params }) => {
    const summary = await read((tx) => service.describeRemoval(tx, params));
    return write({ summary }, async (tx) => {
      await service.removeAttachment(tx, params);
      return { data: { deleted: 1, changeSetId: tx.changeSetId } };
    });
  }),
  route(getAttachmentContent, async ({ read, request, params, query, services }) => {
    const row = await read((tx) => service.readAttachment(tx, params));
    return serveFile(request, {
      size: Number(row.size),
      etag: `"${row.sha256}"`,
      contentType: service.safeType(row),
      fileName: row.name,
      isInline: query.inline === true && service.isShown(row),
      open: (range) => services.files.get(row.storageKey, range),
    });
  }),
  route(getAttachmentThumbnail, async ({ read, request, params, services }) => {
    const row = await read((tx) => service.readAttachment(tx, params));
    const { thumbnailKey } = row;
    if (thumbnailKey === null) return service.refuseMissing();
    return serveFile(request, {
      size: null,
      etag: `"${row.sha256}-small"`,
      contentType: 'image/webp',
      fileName: 'thumbnail.webp',
      isInline: true,
      open: () => services.files.get(thumbnailKey),
    });
  }),
];
