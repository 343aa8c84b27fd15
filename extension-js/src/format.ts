import { language, strings, wordFor } from './strings';

/** Day before month and 24 hours, which nobody can misread. */
const dateLocale = language === 'en' ? 'en-GB' : language;

/** Numbers and times as the panel writes them, in the reader's language. */

export function volume(ml: number): string {
  return `${ml.toFixed(ml < 10 ? 2 : 1)} ml`;
}

export function length(mm: number): string {
  return `${mm.toFixed(1)} mm`;
}

/** Two diameters at right angles. */
export function area(longestMm: number, perpendicularMm: number): string {
  return `${longestMm.toFixed(1)} × ${perpendicularMm.toFixed(1)} mm`;
}

/** A unit as the panel writes it. */
export function unitOf(unit: string): string {
  return wordFor(strings.units, unit) ?? unit;
}

export function score(value: number): string {
  return value.toFixed(2);
}

export function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`;
}

/** Three significant digits; very large and very small numbers as powers of ten. */
export function quantity(value: number, unit: string): string {
  const size = Math.abs(value);
  const digits =
    size !== 0 && (size >= 1e6 || size < 1e-3)
      ? value.toExponential(2).replace('e+', ' × 10^').replace('e-', ' × 10^−')
      : String(Number(value.toPrecision(3)));
  const written = digits.replace(/^-/, '−');
  return unit !== '' && unit !== '1' ? `${written} ${unit}` : written;
}

/** Seconds as "0 s", "1 min" or "2 min 05 s". */
export function time(seconds: number): string {
  const whole = Math.round(seconds);
  if (Math.abs(whole) < 60) return strings.seconds(whole);
  const minutes = Math.trunc(whole / 60);
  const rest = Math.abs(whole % 60);
  return rest === 0 ? strings.minutes(minutes) : strings.minutesAndSeconds(minutes, String(rest).padStart(2, '0'));
}

/** Seconds as "02:05". */
export function clock(seconds: number): string {
  const whole = Math.round(Math.abs(seconds));
  const two = (value: number) => String(value).padStart(2, '0');
  return `${seconds < 0 ? '−' : ''}${two(Math.trunc(whole / 60))}:${two(whole % 60)}`;
}

export function percent(fraction: number): string {
  return strings.percent(String(Math.round(fraction * 100)));
}

/** A day, e.g. "22 Nov 2026". */
export function date(when: Date): string {
  return new Intl.DateTimeFormat(dateLocale, { dateStyle: 'medium' }).format(when);
}

/** A day and a time of day, e.g. "22 Nov 2026, 14:05". */
export function moment(when: Date): string {
  return new Intl.DateTimeFormat(dateLocale, { dateStyle: 'medium', timeStyle: 'short' }).format(when);
}

/** A line that begins with a capital letter. */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
