// Shows the metrics and contributions of a finished training, as far as the archive contains them.

import { byId, element, show, showText } from './dom.js';
import { drawBars } from './chart.js';
import { number } from './format.js';
import { texts } from './language.js';

const MOST_BARS = 15;

// The first column contains the names. The values are the first other column with only numbers.
function figures(table) {
  const at = table.columns.findIndex((name, index) => index > 0 && table.rows.every((row) => isNumber(row[index])));
  return at < 0 ? [] : table.rows.map((row) => ({ name: row[0], value: Number(row[at]) }));
}

const isNumber = (text) => text !== '' && Number.isFinite(Number(text));

// Values share a scale only if all are between 0 and 1: an error in yen and an R² do not fit into one chart.
const areShares = (bars) => bars.every(({ value }) => value >= 0 && value <= 1);

export function showReport({ metrics, contributions, entries }) {
  show(byId('metrics'), Boolean(metrics));
  show(byId('contributions'), Boolean(contributions));
  if (metrics) {
    const bars = figures(metrics);
    fill(byId('metrics'), metrics, texts().metricsHeading, areShares(bars) ? bars : [], 1);
  }
  if (contributions) {
    const bars = figures(contributions).sort((a, b) => b.value - a.value).slice(0, MOST_BARS);
    fill(byId('contributions'), contributions, texts().contributionsHeading, bars);
  }
  const plain = !metrics && !contributions;
  showText(byId('result-state'), plain ? texts().resultPlain : null);
  show(byId('entries-details'), entries.length > 0);
  byId('entries-details').open ||= plain;
  byId('entries').replaceChildren(...entries.map((name) => element('li', {}, name)));
}

function fill(place, table, heading, bars, most) {
  const parts = [element('h3', {}, heading)];
  if (bars.length > 0) {
    const best = `${bars[0].name}: ${number(bars[0].value, 4)}`;
    const canvas = element('canvas', { role: 'img', 'aria-label': texts().chartOf(heading, best) });
    const box = element('div', { class: 'chart' }, canvas);
    box.style.height = `${bars.length * 28 + 40}px`;
    parts.push(box);
    drawBars(canvas, bars, most);
  }
  const details = element('details', { 'data-testid': `${place.id}-table` },
    element('summary', {}, texts().asTable), tableOf(table));
  details.open = bars.length === 0;
  parts.push(details);
  place.replaceChildren(...parts);
}

function tableOf({ columns, rows }) {
  return element('table', {},
    element('thead', {}, element('tr', {}, ...columns.map((name) => element('th', { scope: 'col' }, name)))),
    element('tbody', {}, ...rows.map(([name, ...values]) => element('tr', {},
      element('th', { scope: 'row' }, name),
      ...values.map((value) => element('td', { class: isNumber(value) ? 'number' : null },
        isNumber(value) ? number(Number(value), 4) : value))))));
}
