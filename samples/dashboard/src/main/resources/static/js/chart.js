// Draws bars with Chart.js, in the colours of the page.

import { number } from './format.js';

const LONGEST_LABEL = 24;
const charts = new Set();
const dark = matchMedia('(prefers-color-scheme: dark)');

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const shortened = (name) => (name.length > LONGEST_LABEL ? `${name.slice(0, LONGEST_LABEL - 1)}…` : name);

function paint({ data, options }) {
  data.datasets[0].backgroundColor = colour('--accent');
  options.scales.x.grid.color = colour('--line');
  options.scales.x.ticks.color = colour('--muted');
  options.scales.y.ticks.color = colour('--text');
}

export async function drawBars(canvas, bars, most) {
  await import('/chart.js/chart.umd.js');
  const font = { family: getComputedStyle(document.body).fontFamily, size: 13 };
  const settings = {
    type: 'bar',
    data: {
      labels: bars.map(({ name }) => shortened(name)),
      datasets: [{ data: bars.map(({ value }) => value), borderRadius: 3, maxBarThickness: 16 }],
    },
    options: {
      indexAxis: 'y',
      maintainAspectRatio: false,
      animation: false,
      scales: {
        x: { beginAtZero: true, max: most, border: { display: false }, grid: {}, ticks: { font, maxTicksLimit: 6 } },
        y: { border: { display: false }, grid: { display: false }, ticks: { font, autoSkip: false } },
      },
      plugins: {
        legend: { display: false },
        tooltip: {
          displayColors: false,
          callbacks: {
            title: ([item]) => bars[item.dataIndex].name,
            label: (item) => number(item.raw, 4),
          },
        },
      },
    },
  };
  paint(settings);
  charts.forEach((other) => other.canvas?.isConnected || (other.destroy(), charts.delete(other)));
  charts.add(new globalThis.Chart(canvas, settings));
}

dark.addEventListener('change', () => charts.forEach((chart) => {
  paint(chart);
  chart.update();
}));
