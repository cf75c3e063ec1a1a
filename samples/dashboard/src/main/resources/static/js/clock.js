// The server's time. With the clock of a phone, which may be minutes off, elapsed times would be wrong.

let ahead = 0;

export function setServerTime(instant) {
  ahead = Date.parse(instant) - Date.now();
}

export const now = () => Date.now() + ahead;

// Runs the action every second while the page is visible.
export function everySecond(action) {
  setInterval(() => document.hidden || action(), 1000);
}
