import { describe, expect, it } from 'vitest';
import { BELOW, placeNote } from '../../src-renderer/components/place-note.js';

const WINDOW = { width: 1110, height: 780 };
const word = (left: number, top: number) => ({ left, right: left + 60, top, height: 16 });
const note = (left: number, top: number, height = 200) => ({
  left,
  right: left + 300,
  top: top + 16,
  height,
});

describe('a source note', () => {
  it('lies below its word where it has room', () => {
    expect(placeNote(word(400, 100), note(390, 100), WINDOW)).toEqual(BELOW);
  });

  it('is moved in at either edge of the window, never more than it needs', () => {
    expect(placeNote(word(900, 100), note(890, 100), WINDOW).shift).toBe(1102 - 1190);
    expect(placeNote(word(220, 100), note(-30, 100), WINDOW).shift).toBe(38);
  });

  it('in a window narrower than itself begins at its left edge', () => {
    const { shift } = placeNote(word(100, 100), note(90, 100), { width: 280, height: 780 });
    expect(90 + shift).toBe(8);
  });

  it('lies above only where it does not fit below and does above', () => {
    expect(placeNote(word(400, 700), note(390, 700), WINDOW).isAbove).toBe(true);
    expect(placeNote(word(400, 500), note(390, 500), WINDOW).isAbove).toBe(false);
    expect(placeNote(word(400, 150), note(390, 150, 700), WINDOW).isAbove).toBe(false);
  });
});
