// Formats numbers, times and durations in the user's language.

import { language, texts } from './language.js';

export const number = (value, digits = 0) =>
  new Intl.NumberFormat(language(), { maximumFractionDigits: digits }).format(value);

export const time = (instant, style = 'medium') =>
  new Intl.DateTimeFormat(language(), { timeStyle: style }).format(new Date(instant));

export const dateAndTime = (instant) =>
  new Intl.DateTimeFormat(language(), { dateStyle: 'medium', timeStyle: 'medium' }).format(new Date(instant));

export function duration(milliseconds) {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 60) {
    return texts().seconds(seconds);
  }
  if (seconds < 3600) {
    return texts().minutes(Math.floor(seconds / 60), seconds % 60);
  }
  return texts().hours(Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60));
}
