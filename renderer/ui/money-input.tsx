import { TextInput } from '@mantine/core';
import { parseMinor } from '../../src/domain/money.ts';

interface MoneyInputProps {
  readonly label: string;
  readonly currency: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly placeholder?: string;
}

/** False where something was typed that is not an amount. */
export const isAmount = (text: string, currency: string): boolean => {
  if (text.trim() === '') return true;
  const minor = parseMinor(text, currency);
  return minor !== undefined && minor >= 0;
};

/** An amount in the hotel's currency, typed as people type it. */
export function MoneyInput({ label, currency, value, onChange, placeholder }: MoneyInputProps) {
  return (
    <TextInput
      label={`${label} (${currency})`}
      inputMode="decimal"
      placeholder={placeholder}
      value={value}
      error={isAmount(value, currency) ? null : 'Give an amount such as 120 or 120.50.'}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
