import { crc32 } from 'node:zlib';
import sharp from 'sharp';

const PDF =
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n%%EOF\n';
const OFFICE = 'application/vnd.openxmlformats-officedocument';
const OPEN_DOCUMENT = 'application/vnd.oasis.opendocument';

/** A document of no page. */
export function samplePdf(text = ''): Buffer {
  return Buffer.from(`${PDF}${text}`);
}

/** A picture of one colour. */
export function samplePicture(
  format: 'jpeg' | 'png' | 'webp' | 'gif' | 'avif' | 'tiff',
  { width = 40, height = 20, color = '#c02020' } = {},
): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: color } })
    .toFormat(format)
    .toBuffer();
}

/** A photograph as a phone takes it: lying on its side, with place, camera and comment. */
export function samplePhoto(): Promise<Buffer> {
  return sharp({ create: { width: 640, height: 400, channels: 3, background: '#2060c0' } })
    .withExif({
      IFD0: { Make: 'Secret camera', ImageDescription: 'Secret comment' },
      IFD3: { GPSLatitude: '52/1 31/1 0/1', GPSLatitudeRef: 'N' },
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
}

/** An animation of two pictures. */
export async function sampleAnimation(): Promise<Buffer> {
  const size = { width: 8, height: 6 };
  const frames = ['red', 'blue'].map((color) => samplePicture('png', { ...size, color }));
  return sharp(await Promise.all(frames), { join: { animated: true } })
    .gif()
    .toBuffer();
}

/** What makes a zip archive an office document: its list of contents, or its first entry. */
export function sampleOffice(kind: 'docx' | 'xlsx' | 'docm' | 'odt' | 'ods'): Buffer {
  switch (kind) {
    case 'docx':
      return openXml('/word/document.xml', `${OFFICE}.wordprocessingml.document.main+xml`);
    case 'xlsx':
      return openXml('/xl/workbook.xml', `${OFFICE}.spreadsheetml.sheet.main+xml`);
    case 'docm':
      return openXml('/word/document.xml', 'application/vnd.ms-word.document.macroEnabled.main+xml');
    case 'odt':
      return sampleZip({ mimetype: `${OPEN_DOCUMENT}.text`, 'content.xml': '<x/>' });
    case 'ods':
      return sampleZip({ mimetype: `${OPEN_DOCUMENT}.spreadsheet`, 'content.xml': '<x/>' });
  }
}

function openXml(part: string, type: string): Buffer {
  return sampleZip({
    '[Content_Types].xml': `<?xml version="1.0"?><Types><Override PartName="${part}" ContentType="${type}"/></Types>`,
    [part.slice(1)]: '<x/>',
  });
}

/** A zip archive whose entries are not compressed. */
export function sampleZip(entries: Readonly<Record<string, string>>): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(entries)) {
    const content = Buffer.from(text);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt32LE(crc32(content), 10);
    head.writeUInt32LE(content.length, 14);
    head.writeUInt32LE(content.length, 18);
    head.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), head, Buffer.from(name), content]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), head, tail, Buffer.from(name)]));
    locals.push(local);
    offset += local.length;
  }
  const end = Buffer.alloc(18);
  end.writeUInt16LE(central.length, 4);
  end.writeUInt16LE(central.length, 6);
  end.writeUInt32LE(Buffer.concat(central).length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, ...central, Buffer.from('PK\x05\x06'), end]);
}
