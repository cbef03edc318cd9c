/** One Set-Cookie line, in the shape that Next's `cookies().set` takes. */
export interface SetCookie {
  readonly name: string;
  readonly value: string;
  readonly path?: string;
  readonly maxAge?: number;
  readonly httpOnly?: boolean;
  readonly secure?: boolean;
  readonly sameSite?: 'lax' | 'strict' | 'none';
}

/** Reads the Set-Cookie lines that our own API writes; attributes that it never writes are left out. */
export function parseSetCookie(line: string): SetCookie {
  const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
  const [name, value] = splitPair(pair);
  return attributes.reduce<SetCookie>((cookie, attribute) => ({ ...cookie, ...readAttribute(attribute) }), {
    name,
    value: decodeURIComponent(value),
  });
}

function readAttribute(text: string): Partial<SetCookie> {
  const [name, value] = splitPair(text);
  switch (name.toLowerCase()) {
    case 'path':
      return { path: value };
    case 'max-age':
      return { maxAge: Number(value) };
    case 'httponly':
      return { httpOnly: true };
    case 'secure':
      return { secure: true };
    case 'samesite':
      return readSameSite(value.toLowerCase());
    default:
      return {};
  }
}

function readSameSite(value: string): Partial<SetCookie> {
  return value === 'lax' || value === 'strict' || value === 'none' ? { sameSite: value } : {};
}

function splitPair(text: string): [string, string] {
  const at = text.indexOf('=');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
