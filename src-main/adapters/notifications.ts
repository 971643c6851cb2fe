import { Notification } from 'electron';

export interface NotificationText {
  /** Given back on a click; a later notification with the same id takes the earlier one's place. */
  readonly id: string;
  /** Plain text, shown as such (S6). */
  readonly title: string;
  readonly body: string;
}

export interface Notifications {
  /** `failed` when the system refused, has no such service or did not answer in time (U3). */
  show(text: NotificationText): Promise<'shown' | 'failed'>;
  /** Closes what still stands. */
  clear(): void;
}

export interface NotificationsOptions {
  readonly onClick: (id: string) => void;
  readonly timeoutMs?: number;
  readonly platform?: NodeJS.Platform;
}

const ANSWER_LIMIT_MS = 5000;

export function createNotifications({
  onClick,
  timeoutMs = ANSWER_LIMIT_MS,
  platform = process.platform,
}: NotificationsOptions): Notifications {
  /** A notification that is collected as garbage would lose its click. */
  const standing = new Map<string, Notification>();

  return {
    show({ id, title, body }) {
      if (!Notification.isSupported()) return Promise.resolve('failed');
      standing.get(id)?.close();
      const notification = new Notification({ title, body: plainBody(body, platform) });
      standing.set(id, notification);
      const forget = () => {
        if (standing.get(id) === notification) standing.delete(id);
      };
      notification.on('click', () => {
        forget();
        onClick(id);
      });
      notification.on('close', forget);
      return new Promise((resolve) => {
        const settle = (outcome: 'shown' | 'failed') => {
          clearTimeout(timer);
          if (outcome === 'failed') forget();
          resolve(outcome);
        };
        const timer = setTimeout(() => settle('failed'), timeoutMs);
        notification.on('show', () => settle('shown'));
        notification.on('failed', () => settle('failed'));
        notification.show();
      });
    },
    clear() {
      for (const notification of standing.values()) notification.close();
      standing.clear();
    },
  };
}

/** Linux services may read tags in a body, and Electron passes it on as it is. */
const plainBody = (body: string, platform: NodeJS.Platform) =>
  platform === 'linux' ? body.replaceAll('<', '‹') : body;
