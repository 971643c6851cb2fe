import form from '../PriceForm.module.css';
import type { WindowOption } from './list-windows.js';

/** Which limit it is of. */
export const WindowSelect = ({ options }: { readonly options: readonly WindowOption[] }) => (
  <label className={form.wide}>
    Limit
    <select name="window">
      {options.map(({ key, label }) => (
        <option key={key} value={key}>
          {label}
        </option>
      ))}
    </select>
  </label>
);
