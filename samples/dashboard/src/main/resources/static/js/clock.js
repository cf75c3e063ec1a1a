// The server's time: the clock of a phone may be minutes off, and elapsed times shall be right all the same.

let ahead = 0;

export function setServerTime(instant) {
  ahead = Date.parse(instant) - Date.now();
}

export const now = () => Date.now() + ahead;

// Every second, as long as somebody looks.
export function everySecond(action) {
  setInterval(() => document.hidden || action(), 1000);
}
