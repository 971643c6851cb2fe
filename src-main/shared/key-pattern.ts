/** Keys of this API, whatever their kind; "sk-ant-admin…" names one. */
export const KEY_PATTERN = /sk-ant-(?!admin…)[A-Za-z0-9_-]{4,}/g;
