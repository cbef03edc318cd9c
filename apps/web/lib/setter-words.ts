import type { FieldSetter } from '@fintrack/contract';

/** What filled a field, in words: "rule “Groceries”, version 3". */
export function setterWords(setter: FieldSetter): string {
  switch (setter.by) {
    case 'rule':
      return `rule “${setter.name}”, version ${setter.version}`;
    case 'model':
      return `learned, ${Math.round(setter.confidence * 100)} % sure: ${setter.reason}`;
    case 'payee':
      return `usual for ${setter.name}`;
    case 'file':
      return 'as the file says';
  }
}
