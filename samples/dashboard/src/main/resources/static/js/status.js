// Shows a training's state with a word, a sign and a colour, and its progress.

import { element, setText, show } from './dom.js';
import { now } from './clock.js';
import { duration, time } from './format.js';
import { texts } from './language.js';

const MINUTES = 600000;
const SIGNS = { IN_PROGRESS: '●', FINISHED: '✓', FAILED: '✕', UNKNOWN: '?' };
const TERMINAL = { 'training-finished': 'FINISHED', 'training-failed': 'FAILED' };

export const isOver = (training) => training.state === 'FINISHED' || training.state === 'FAILED';
export const isRunning = (training) => training.state === 'IN_PROGRESS';
export const wordOf = (word) => texts().words[word] ?? word;

function lastStatus(training) {
  return training.events.map((event) => event.status).filter(Boolean).at(-1);
}

export function statusText(training) {
  if (training.state === 'UNKNOWN') {
    return wordOf('UNKNOWN');
  }
  return wordOf(lastStatus(training)?.word ?? 'started');
}

// The id of a status is unique. Events of polls that failed or recovered may have the id of an earlier event.
const isSame = (a, b) => a.eventId === b.eventId && a.type === b.type
  && (a.observedAt === b.observedAt || (a.type !== 'poll-failed' && a.type !== 'status-unchanged'));

// Adds an event and returns whether it is new. A failed poll replaces the failed poll directly before it.
export function accept(training, event) {
  const events = training.events;
  if (isOver(training) || events.some((known) => isSame(known, event))) {
    return false;
  }
  if (event.type === 'poll-failed' && events.at(-1)?.type === 'poll-failed') {
    events.pop();
  }
  events.push(event);
  if (event.status) {
    training.state = TERMINAL[event.type] ?? 'IN_PROGRESS';
  }
  if (event.type in TERMINAL) {
    training.endedAt ??= event.status.updated ?? event.observedAt;
  }
  return true;
}

// Returns why the training failed, or that the last poll failed.
export function reasonOf(training) {
  const last = training.events.at(-1);
  return last?.type === 'poll-failed' ? describe(last) : last?.status?.message;
}

// Returns the training that the server has recorded, with the later events that the page has seen on the stream.
export function withLater(written, seen) {
  const last = Date.parse(written.events.at(-1)?.observedAt ?? written.startedAt);
  seen.events.filter((event) => Date.parse(event.observedAt) > last).forEach((event) => accept(written, event));
  return written;
}

export function describe(event) {
  if (event.type === 'poll-failed') {
    return texts().pollFailed(event.consecutiveFailures);
  }
  const word = wordOf(event.status.word);
  return event.type === 'status-unchanged' ? `${texts().answersAgain}: ${word}` : word;
}

export class Badge {
  root = element('span', { class: 'badge', 'data-testid': 'status' });
  #sign = element('span', { 'aria-hidden': 'true' });
  #text = element('span');

  constructor() {
    this.root.append(this.#sign, this.#text);
  }

  update(training) {
    this.root.dataset.state = training.state;
    setText(this.#sign, SIGNS[training.state]);
    setText(this.#text, statusText(training));
  }
}

// Shows the elapsed time, a bar and the expected end.
export class Progress {
  root = element('div', { class: 'progress' });
  #bar = element('progress', { max: '100', 'data-testid': 'progress' });
  #elapsed = element('span', { 'data-testid': 'elapsed' });
  #expected = element('span', { 'data-testid': 'expected' });
  #basis = element('p', { class: 'note', 'data-testid': 'basis' });

  constructor({ withBasis }) {
    this.root.append(this.#bar, element('p', { class: 'times' }, this.#elapsed, this.#expected));
    if (withBasis) {
      this.root.append(this.#basis);
    }
  }

  update(training) {
    const started = Date.parse(training.startedAt);
    const running = isRunning(training);
    show(this.#bar, running);
    show(this.#basis, running);
    show(this.root, running || Boolean(training.endedAt));
    if (running) {
      this.#updateRunning(training, started);
    } else if (training.endedAt) {
      setText(this.#elapsed, texts().took(duration(Date.parse(training.endedAt) - started)));
      setText(this.#expected, '');
    }
  }

  #updateRunning(training, started) {
    const elapsed = now() - started;
    const whole = training.expected.seconds * 1000;
    const left = whole - elapsed;
    this.#bar.setAttribute('aria-label', texts().progress(training.name));
    // The bar is never full before the end, because the duration is an estimate.
    this.#bar.value = Math.min(95, Math.round((100 * elapsed) / whole));
    setText(this.#elapsed, texts().elapsed(duration(elapsed)));
    setText(this.#expected, left > 0 ? texts().ends(time(started + whole, left > MINUTES ? 'short' : 'medium'), duration(left)) : texts().overdue(duration(whole)));
    setText(this.#basis, texts().basis[training.expected.basis](training.expected.trainings));
  }
}
