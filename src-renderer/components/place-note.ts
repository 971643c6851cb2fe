export interface NotePlace {
  readonly isAbove: boolean;
  /** Pixels to the right. */
  readonly shift: number;
}

export const BELOW: NotePlace = { isAbove: false, shift: 0 };

/** Left free between a note and the window's edge. */
const EDGE_PX = 8;

type Box = Pick<DOMRectReadOnly, 'top' | 'left' | 'right' | 'height'>;

/** Where all of a note can be read, which lies below its word, at one of its sides. */
export function placeNote(
  word: Box,
  note: Box,
  window: { readonly width: number; readonly height: number },
): NotePlace {
  const isTooLow = note.top + note.height > window.height - EDGE_PX;
  const hasRoomAbove = word.top - note.height > EDGE_PX;
  const beyondRight = Math.max(0, note.right - (window.width - EDGE_PX));
  const beyondLeft = Math.max(0, EDGE_PX - (note.left - beyondRight));
  return { isAbove: isTooLow && hasRoomAbove, shift: Math.round(beyondLeft - beyondRight) };
}
