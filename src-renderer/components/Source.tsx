import {
  type FocusEvent,
  type KeyboardEvent,
  type ReactNode,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import type { Provenance } from '../../src-main/shared/snapshot.js';
import { joinClasses } from './join-classes.js';
import { BELOW, placeNote } from './place-note.js';
import styles from './Source.module.css';
import { SourcePanel } from './SourcePanel.js';

interface Props {
  /** The word that is asked about: "estimate", "reported". */
  readonly children: ReactNode;
  readonly provenance: Provenance;
  readonly timeZone: string;
  /** The figure in words, for whoever copies it: "$6.57 today". */
  readonly says?: string;
  /** The side on which the note lines up with the word. */
  readonly align?: 'start' | 'end';
  /** `figure`: asked by the number itself, which looks as it would without. */
  readonly look?: 'word' | 'figure';
}

/** A word that says on hover or click where its number comes from. */
export function Source({
  children,
  provenance,
  timeZone,
  says,
  align = 'end',
  look = 'word',
}: Props) {
  const [isOpen, setOpen] = useState(false);
  const [place, setPlace] = useState(BELOW);
  const whole = useRef<HTMLSpanElement>(null);
  const word = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLSpanElement>(null);
  const id = useId();
  const open = () => setOpen(true);
  // Measured where it lies by itself, and moved before it is painted.
  useLayoutEffect(() => {
    if (!isOpen || !word.current || !panel.current) return setPlace(BELOW);
    const { offsetWidth: width, clientHeight: height } = document.documentElement;
    const wordBox = word.current.getBoundingClientRect();
    setPlace(placeNote(wordBox, panel.current.getBoundingClientRect(), { width, height }));
  }, [isOpen]);
  const holdsFocus = () => whole.current?.contains(document.activeElement) === true;
  const onBlur = ({ relatedTarget }: FocusEvent) => {
    if (!(relatedTarget instanceof Node && whole.current?.contains(relatedTarget))) setOpen(false);
  };
  const onKeyDown = ({ key }: KeyboardEvent) => {
    if (key !== 'Escape') return;
    // What is hidden must not keep the focus.
    if (holdsFocus()) word.current?.focus();
    setOpen(false);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hovering only repeats what the button does
    <span
      ref={whole}
      className={styles.source}
      onPointerEnter={open}
      onPointerLeave={() => !holdsFocus() && setOpen(false)}
      onBlur={onBlur}
      onKeyDown={onKeyDown}
    >
      <button
        ref={word}
        type="button"
        className={styles[look]}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={open}
      >
        {children}
        <span className="visuallyHidden">: where this comes from</span>
      </button>
      {/* A click into its text keeps it open. */}
      <span
        ref={panel}
        id={id}
        className={joinClasses(styles.panel, styles[align], place.isAbove && styles.above)}
        style={{ marginLeft: place.shift, marginRight: -place.shift }}
        role="note"
        tabIndex={-1}
        hidden={!isOpen}
      >
        {isOpen && <SourcePanel provenance={provenance} timeZone={timeZone} says={says ?? null} />}
      </span>
    </span>
  );
}
