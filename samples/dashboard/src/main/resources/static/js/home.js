// The list of trainings, live.

import { byId, element, setText, show, showText } from './dom.js';
import { everySecond, setServerTime } from './clock.js';
import { listTrainings } from './api.js';
import { onLanguage, texts } from './language.js';
import { announce, setConnection } from './page.js';
import { limitFileSize, setUpStart } from './start.js';
import { accept, Badge, describe, isOver, isRunning, Progress, reasonOf, statusText, withLater } from './status.js';
import { Stream } from './stream.js';

const REFRESH = 15000;
const cards = new Map();

class Card {
  root = element('li', { class: 'card training', 'data-testid': 'training' });
  #link = element('a', { 'data-testid': 'training-link' });
  #about = element('p', { class: 'muted', 'data-testid': 'about' });
  #badge = new Badge();
  #progress = new Progress({ withBasis: true });
  #reason = element('p', { class: 'reason', 'data-testid': 'reason' });

  constructor(training) {
    this.training = training;
    this.root.dataset.id = training.id;
    this.#link.href = `/training.html?id=${encodeURIComponent(training.id)}`;
    this.root.append(
      element('div', { class: 'title-line' }, element('h3', {}, this.#link), this.#badge.root),
      this.#about,
      this.#progress.root,
      this.#reason,
    );
  }

  update() {
    const { name, file, target, type, state } = this.training;
    this.root.dataset.state = state;
    setText(this.#link, name);
    setText(this.#about, `${file} · ${texts().facts.target}: ${target} · ${texts().types[type]}`);
    this.#badge.update(this.training);
    this.#progress.update(this.training);
    showText(this.#reason, reasonOf(this.training));
  }
}

const stream = new Stream({
  connection: setConnection,
  // The list includes the events from the time without a connection.
  catchUp: refresh,
  event(event) {
    const card = cards.get(event.trainingId);
    if (card && accept(card.training, event)) {
      card.update();
      announce(texts().announce(card.training.name, describe(event)));
      if (isOver(card.training)) {
        refresh(); // The estimates of the others may be better now.
      }
    }
  },
});

function render(trainings) {
  const known = new Set(trainings.map((training) => training.id));
  [...cards.keys()].filter((id) => !known.has(id)).forEach((id) => {
    cards.get(id).root.remove();
    cards.delete(id);
  });
  trainings.forEach((training, index) => {
    const card = cards.get(training.id) ?? new Card(training);
    cards.set(training.id, card);
    merge(card, training);
    const list = byId('trainings');
    if (list.children[index] !== card.root) {
      list.insertBefore(card.root, list.children[index] ?? null);
    }
  });
  show(byId('empty'), trainings.length === 0);
  show(byId('trainings'), trainings.length > 0);
}

function merge(card, training) {
  const before = statusText(card.training);
  card.training = withLater(training, card.training);
  card.update();
  if (statusText(training) !== before) {
    announce(texts().announce(training.name, statusText(training)));
  }
}

async function refresh() {
  try {
    const listing = await listTrainings();
    setServerTime(listing.now);
    limitFileSize(listing.maxFileSize);
    render(listing.trainings);
    stream.watch([...cards.values()].map((card) => card.training).filter(isRunning).map((training) => training.id));
  } catch {
    setConnection(navigator.onLine ? 'reconnecting' : 'offline');
  }
}

setUpStart(async (training) => {
  await refresh();
  byId('trainings').querySelector(`[data-id="${CSS.escape(training.id)}"] a`)?.focus();
});
everySecond(() => cards.forEach((card) => isRunning(card.training) && card.update()));
setInterval(() => document.hidden || refresh(), REFRESH);
const titled = () => {
  document.title = texts().title;
  cards.forEach((card) => card.update());
};
onLanguage(titled);
titled();
refresh();
