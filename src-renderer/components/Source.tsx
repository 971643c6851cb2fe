import {
  type FocusEvent,
  type KeyboardEvent,
  type ReactNode,
  useId,
  useRef,
  useState,
} from 'react';
import type { Provenance } from '../../src-main/shared/snapshot.js';
import { joinClasses } from './join-classes.js';
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

/** About what a note needs below its word. */
const PANEL_PX = 210;

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
  const [isAbove, setAbove] = useState(false);
  const whole = useRef<HTMLSpanElement>(null);
  const word = useRef<HTMLButtonElement>(null);
  const id = useId();
  const open = () => {
    const box = word.current?.getBoundingClientRect();
    if (!isOpen && box) {
      setAbove(box.bottom > window.innerHeight - PANEL_PX && box.top > PANEL_PX);
    }
    setOpen(true);
  };
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
        id={id}
        className={joinClasses(styles.panel, styles[align], isAbove && styles.above)}
        role="note"
        tabIndex={-1}
        hidden={!isOpen}
      >
        {isOpen && <SourcePanel provenance={provenance} timeZone={timeZone} says={says ?? null} />}
      </span>
    </span>
  );
}
