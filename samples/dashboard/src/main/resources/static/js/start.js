// The form on the home page: the steps from a dropped file to a started training.

import { Problem, sendFile, startTraining } from './api.js';
import { byId, element, setText, show, showText } from './dom.js';
import { number } from './format.js';
import { onLanguage, texts } from './language.js';

const SAMPLE = { url: '/sample/premium-service.csv', name: 'premium-service.csv' };
const FEWEST_ROWS = 100;
const TYPES = ['BINARY_CLASSIFICATION', 'MULTI_CLASSIFICATION', 'REGRESSION'];

let maxFileSize = Infinity;
let file = null;
let fileProblem = null;
let startProblem = null;

const column = () => file?.columns.find((one) => one.name === byId('target').value);
const type = () => byId('types').querySelector('input:checked')?.value;

export function setUpStart(started) {
  byId('types').append(...TYPES.map((name) => element('label', { class: 'choice' },
    element('input', { type: 'radio', name: 'type', value: name, required: '', 'data-testid': `type-${name}` }),
    element('span', { 'data-type': name }))));
  byId('file').addEventListener('change', (event) => {
    const [chosen] = event.target.files;
    event.target.value = ''; // Allows the same file to be chosen again.
    if (chosen) {
      take(chosen.name, chosen);
    }
  });
  byId('sample').addEventListener('click', takeSample);
  byId('other-file').addEventListener('click', () => {
    forgetFile();
    byId('file').focus();
  });
  byId('target').addEventListener('change', suggest);
  byId('types').addEventListener('change', labelForm);
  byId('columns').addEventListener('change', labelForm);
  byId('form').addEventListener('submit', (event) => {
    event.preventDefault();
    start(started);
  });
  setUpDrop();
  onLanguage(label);
  label();
}

export function limitFileSize(bytes) {
  maxFileSize = bytes;
}

function setUpDrop() {
  const drop = byId('drop');
  // A file that is dropped outside the zone would replace the page.
  ['dragover', 'drop'].forEach((name) => window.addEventListener(name, (event) => event.preventDefault()));
  drop.addEventListener('dragover', () => drop.classList.add('over'));
  drop.addEventListener('dragleave', () => drop.classList.remove('over'));
  drop.addEventListener('drop', (event) => {
    drop.classList.remove('over');
    const [dropped] = event.dataTransfer.files;
    if (dropped) {
      take(dropped.name, dropped);
    }
  });
}

async function takeSample() {
  const answer = await fetch(SAMPLE.url).catch(() => null);
  if (answer?.ok) {
    take(SAMPLE.name, await answer.blob());
  } else {
    fail(new Problem({ code: 'unreachable' }));
  }
}

async function take(name, content) {
  fail(null);
  if (content.size > maxFileSize) {
    fail(new Problem({ code: 'too-large', bytes: maxFileSize }));
    return;
  }
  show(byId('uploading'), true);
  progress(name, 0);
  try {
    file = await sendFile(name, content, (part) => progress(name, part));
    fillForm();
  } catch (problem) {
    fail(problem);
  } finally {
    show(byId('uploading'), false);
  }
}

function progress(name, part) {
  const bar = byId('upload-progress');
  if (part < 1) {
    bar.value = part;
  } else {
    bar.removeAttribute('value');
  }
  setText(byId('upload-text'), part < 1 ? texts().uploading(name) : texts().reading(name));
}

function fail(problem) {
  fileProblem = problem;
  showText(byId('file-error'), problem?.text);
}

function fillForm() {
  const columns = file.columns;
  show(byId('choose'), false);
  show(byId('form'), true);
  byId('name').value = file.name.replace(/\.[^.]*$/, '');
  byId('target').replaceChildren(...columns.map((one) => element('option', { value: one.name }, one.name)));
  // The default is the last suitable column: the column to predict usually stands at the end.
  byId('target').value = columns.findLast((one) => one.suggestedType)?.name ?? columns.at(-1).name;
  byId('columns').replaceChildren(...columns.map(row));
  suggest();
  byId('target').focus();
}

function row(one) {
  const choice = element('select', { 'data-column': one.name, 'data-testid': 'column-type' },
    ...Object.keys(texts().columnTypes).map((name) => element('option', { value: name })));
  choice.value = one.type;
  return element('tr', {},
    element('th', { scope: 'row' }, one.name),
    element('td', {}, choice),
    element('td', { class: 'values' }, one.values.slice(0, 3).join(', ') + (one.values.length > 3 || one.manyValues ? ', …' : '')),
    element('td', { class: 'number' }, String(one.missing)));
}

function suggest() {
  const { suggestedType, suggestedPositive, values } = column();
  byId('types').querySelectorAll('input').forEach((input) => {
    input.checked = input.value === (suggestedType ?? 'MULTI_CLASSIFICATION');
  });
  byId('positive').replaceChildren(...values.map((value) => element('option', { value }, value)));
  byId('positive').value = suggestedPositive ?? values[0] ?? '';
  labelForm();
}

function label() {
  showText(byId('file-error'), fileProblem?.text);
  showText(byId('start-error'), startProblem?.text);
  labelForm();
}

function labelForm() {
  const suggested = column()?.suggestedType;
  byId('types').querySelectorAll('[data-type]').forEach((target) => {
    const name = texts().types[target.dataset.type];
    setText(target, target.dataset.type === suggested ? `${name} (${texts().suggested})` : name);
  });
  show(byId('positive-field'), type() === 'BINARY_CLASSIFICATION');
  if (!file) {
    return;
  }
  setText(byId('file-name'), file.name);
  setText(byId('file-size'), texts().fileSize(number(file.rows), number(file.columns.length)));
  showText(byId('file-warning'), file.rows < FEWEST_ROWS ? texts().fewRows : null);
  showText(byId('type-warning'), doubt());
  byId('columns').querySelectorAll('select').forEach((choice) => {
    choice.setAttribute('aria-label', texts().typeOf(choice.dataset.column));
    [...choice.options].forEach((option) => setText(option, texts().columnTypes[option.value]));
  });
}

// Returns a warning about the choice, or null.
function doubt() {
  const { suggestedType, values, manyValues } = column();
  const valueType = byId('columns').rows[byId('target').selectedIndex].querySelector('select').value;
  if (!suggestedType) {
    return texts().noSuggestion;
  }
  if (type() === 'BINARY_CLASSIFICATION' && (manyValues || values.length !== 2)) {
    return texts().notTwo;
  }
  return type() === 'REGRESSION' && !['INTEGER', 'FLOAT'].includes(valueType) ? texts().notNumbers : null;
}

function order() {
  const types = {};
  byId('columns').querySelectorAll('select').forEach((choice, index) => {
    if (choice.value !== file.columns[index].type) {
      types[choice.dataset.column] = choice.value;
    }
  });
  return {
    file: file.id,
    name: byId('name').value,
    target: byId('target').value,
    type: type(),
    positiveValue: type() === 'BINARY_CLASSIFICATION' ? byId('positive').value : null,
    types,
  };
}

async function start(started) {
  const button = byId('start');
  button.disabled = true;
  setText(button, texts().starting);
  startProblem = null;
  try {
    const training = await startTraining(order());
    forgetFile();
    started(training);
  } catch (problem) {
    startProblem = problem;
  } finally {
    button.disabled = false;
    setText(button, texts().startButton);
    showText(byId('start-error'), startProblem?.text ?? startProblem?.message);
  }
}

function forgetFile() {
  file = null;
  startProblem = null;
  show(byId('form'), false);
  show(byId('choose'), true);
}
