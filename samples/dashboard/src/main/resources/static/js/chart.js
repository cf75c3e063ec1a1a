// Bars by Chart.js, in the colours of the page.

import { number } from './format.js';

const LONGEST_LABEL = 24;
const charts = new Set();
const dark = matchMedia('(prefers-color-scheme: dark)');
const still = matchMedia('(prefers-reduced-motion: reduce)');

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const shortened = (name) => (name.length > LONGEST_LABEL ? `${name.slice(0, LONGEST_LABEL - 1)}…` : name);

function paint(chart) {
  const { options } = chart;
  chart.data.datasets[0].backgroundColor = colour('--accent');
  options.scales.x.grid.color = colour('--line');
  options.scales.x.ticks.color = colour('--muted');
  options.scales.y.ticks.color = colour('--text');
  chart.update('none');
}

export async function drawBars(canvas, bars, most) {
  await import('/webjars/chart.js/dist/chart.umd.js');
  const font = { family: getComputedStyle(document.body).fontFamily, size: 13 };
  const chart = new globalThis.Chart(canvas, {
    type: 'bar',
    data: {
      labels: bars.map(({ name }) => shortened(name)),
      datasets: [{ data: bars.map(({ value }) => value), borderRadius: 3, maxBarThickness: 16 }],
    },
    options: {
      indexAxis: 'y',
      maintainAspectRatio: false,
      animation: still.matches ? false : { duration: 400 },
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
  });
  charts.forEach((other) => other.canvas?.isConnected || (other.destroy(), charts.delete(other)));
  charts.add(chart);
  paint(chart);
}

dark.addEventListener('change', () => charts.forEach(paint));
