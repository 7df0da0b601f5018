import { TextInput } from '@mantine/core';
import { parseMinor } from '../../src/domain/money.ts';

interface MoneyInputProps {
  readonly label: string;
  readonly currency: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly placeholder?: string | undefined;
  /** A line under the field, such as what holds now. */
  readonly description?: string | undefined;
  /** The field that a dialog begins with. */
  readonly isFirst?: boolean;
}

/** False where something was typed that is not an amount. */
export const isAmount = (text: string, currency: string): boolean => {
  if (text.trim() === '') return true;
  const minor = parseMinor(text, currency);
  return minor !== undefined && minor >= 0;
};

/** An amount in the hotel's currency, typed as people type it. */
export function MoneyInput({
  label,
  currency,
  value,
  onChange,
  placeholder,
  description,
  isFirst = false,
}: MoneyInputProps) {
  return (
    <TextInput
      label={`${label} (${currency})`}
      data-autofocus={isFirst || undefined}
      description={description}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      inputMode="decimal"
      placeholder={placeholder}
      value={value}
      error={isAmount(value, currency) ? null : 'Give an amount such as 120 or 120.50.'}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
