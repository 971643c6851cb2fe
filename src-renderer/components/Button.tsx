import type { ComponentProps } from 'react';
import styles from './Button.module.css';
import { joinClasses } from './join-classes.js';

interface Props extends Omit<ComponentProps<'button'>, 'className'> {
  /** `main` is the one step forward on a page; `word` is a quiet action inside text. */
  readonly look?: 'main' | 'plain' | 'word';
}

export const Button = ({ look = 'plain', type = 'button', ...rest }: Props) => (
  <button type={type} className={joinClasses(styles.button, styles[look])} {...rest} />
);
