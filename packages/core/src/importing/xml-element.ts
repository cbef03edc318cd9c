/** An element of an XML file, without its namespace's prefix. Plain data: whoever reads the file builds it. */
export interface XmlElement {
  readonly name: string;
  /** 1-based line on which it begins. */
  readonly line: number;
  readonly attributes: Readonly<Record<string, string>>;
  text: string;
  readonly children: XmlElement[];
}

/** The first child of a name. */
export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((child) => child.name === name);
}

/** All children of a name. */
export function childrenOf(element: XmlElement | undefined, name: string): XmlElement[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}

/** The element at the end of a path of names such as "Refs/EndToEndId". */
export function elementAt(element: XmlElement | undefined, path: string): XmlElement | undefined {
  let found = element;
  for (const name of path.split('/')) found = childOf(found, name);
  return found;
}

/** The trimmed text at the end of a path, "" where there is none. */
export function textAt(element: XmlElement | undefined, path: string): string {
  return elementAt(element, path)?.text.trim() ?? '';
}

/** The first text that is there, of several paths. */
export function firstText(element: XmlElement | undefined, paths: readonly string[]): string {
  for (const path of paths) {
    const text = textAt(element, path);
    if (text !== '') return text;
  }
  return '';
}
