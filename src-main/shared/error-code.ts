/** The system's or a library's own word for what went wrong, like ENOENT; null: it has none. */
export function errorCode(error: unknown): string | null {
  const code: unknown = Reflect.get(Object(error), 'code');
  return typeof code === 'string' ? code : null;
}
