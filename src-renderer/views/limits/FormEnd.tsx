import { Button } from '../../components/Button.js';
import form from '../PriceForm.module.css';

interface Props {
  /** Why it was not taken; empty while there is nothing to say. */
  readonly words: string | null;
  readonly does: 'Add' | 'Save';
  readonly isBusy: boolean;
  readonly onCancel: () => void;
}

/** How each form about evidence ends. */
export function FormEnd({ words, does, isBusy, onCancel }: Props) {
  return (
    <>
      <p className={form.refusal} role="status">
        {words}
      </p>
      <div className={form.actions}>
        <Button type="submit" disabled={isBusy}>
          {does}
        </Button>
        <Button look="word" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </>
  );
}
