/** Keys of this API, whatever their kind. */
export const KEY_PATTERN = /sk-ant-[A-Za-z0-9_-]{4,}/g;
