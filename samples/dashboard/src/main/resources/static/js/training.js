// The page of one training: its events and its result.

import { getReport, getTraining, pathOf, Problem, removeTraining } from './api.js';
import { everySecond } from './clock.js';
import { byId, element, setText, show, showText } from './dom.js';
import { dateAndTime, number, time } from './format.js';
import { onLanguage, texts } from './language.js';
import { announce, setConnection } from './page.js';
import { showReport } from './report.js';
import { accept, Badge, describe, isOver, isRunning, Progress, withLater, wordOf } from './status.js';
import { Stream } from './stream.js';

const REFRESH = 15000;
const id = new URLSearchParams(location.search).get('id') ?? '';
const badge = new Badge();
const progress = new Progress({ withBasis: true });
let training = null;
let report = null;
let reportProblem = null;
let loading = false;
let problem = null;

const stream = new Stream({
  connection: setConnection,
  // The server has recorded the events from the time without a connection.
  catchUp: refresh,
  event(event) {
    if (training && accept(training, event)) {
      announce(texts().announce(training.name, describe(event)));
      render();
      loadReport();
    }
  },
}, id);

const isUpToDate = () => problem !== null || (training && isOver(training) && (report || training.state === 'FAILED'));

async function refresh() {
  try {
    const written = await getTraining(id);
    training = training ? withLater(written, training) : written;
    problem = null;
    stream.watch(isRunning(training) ? [id] : []);
    render();
    loadReport();
  } catch (failure) {
    failed(failure);
  }
}

function failed(failure) {
  if (failure instanceof Problem && failure.status < 500) {
    problem = failure;
    stream.watch([]);
    render();
  } else {
    setConnection(navigator.onLine ? 'reconnecting' : 'offline');
  }
}

function render() {
  showText(byId('error'), problem?.text);
  show(byId('page'), training !== null && !problem);
  show(byId('title'), byId('page').hidden);
  if (!training) {
    document.title = texts().title;
    return;
  }
  document.title = `${training.name} – ${texts().title}`;
  byId('summary').dataset.state = training.state;
  setText(byId('name'), training.name);
  badge.update(training);
  progress.update(training);
  renderFacts();
  byId('timeline').replaceChildren(...moments());
  renderResult();
}

function renderFacts() {
  const facts = {
    file: training.file,
    target: training.target,
    type: texts().types[training.type],
    rows: number(training.rows),
    startedAt: dateAndTime(training.startedAt),
    endedAt: training.endedAt && dateAndTime(training.endedAt),
  };
  byId('facts').replaceChildren(...Object.entries(facts)
    .filter(([, value]) => value)
    .map(([name, value]) => element('div', {},
      element('dt', {}, texts().facts[name]),
      element('dd', { 'data-testid': `fact-${name}` }, value))));
}

function moments() {
  const started = moment(training.startedAt, wordOf('started'), 'started');
  return [started, ...training.events.map((event) => {
    const item = moment(event.observedAt, describe(event), event.type, event.status?.message ?? event.reason);
    item.dataset.eventId = event.eventId;
    return item;
  })];
}

function moment(at, text, type, more) {
  return element('li', { 'data-type': type, 'data-testid': 'timeline-event' },
    element('time', { datetime: at }, time(at)),
    element('span', { class: 'what' }, text),
    more ? element('span', { class: 'more' }, more) : null);
}

async function loadReport() {
  if (training.state !== 'FINISHED' || report || loading) {
    return;
  }
  loading = true;
  try {
    report = await getReport(id);
  } catch (failure) {
    reportProblem = failure;
  } finally {
    loading = false;
    renderResult();
  }
}

function renderResult() {
  show(byId('result'), training.state === 'FINISHED');
  byId('download').href = `${pathOf(id)}/result`;
  if (report) {
    showReport(report);
  } else {
    showText(byId('result-state'), reportProblem?.text ?? texts().resultLoading);
  }
}

byId('badge').append(badge.root);
byId('progress').append(progress.root);
byId('remove').addEventListener('click', async () => {
  if (!confirm(texts().removeSure(training.name))) {
    return;
  }
  try {
    await removeTraining(id);
    location.assign('/');
  } catch (failure) {
    failed(failure);
  }
});
everySecond(() => training && isRunning(training) && progress.update(training));
setInterval(() => document.hidden || isUpToDate() || refresh(), REFRESH);
onLanguage(render);
refresh();
