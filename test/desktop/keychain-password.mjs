/** Opens the login keychain. The daemon reads a trailing newline as part of it. */
export const KEYCHAIN_PASSWORD = 'test';
