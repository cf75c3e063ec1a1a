// The language of the page: the user's choice, otherwise the first of the browser's languages that is available.

import { languages } from './texts.js';

const KEY = 'language';
const listeners = [];
let current = chosen() ?? preferred();
document.documentElement.lang = current;

function chosen() {
  try {
    const stored = localStorage.getItem(KEY);
    return stored in languages ? stored : null;
  } catch {
    return null; // Storage may be forbidden.
  }
}

function preferred() {
  return navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => tag in languages) ?? 'en';
}

export const language = () => current;
export const texts = () => languages[current].texts;

export function onLanguage(listener) {
  listeners.push(listener);
}

export function choose(next) {
  current = next;
  document.documentElement.lang = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // The choice then applies to this page only.
  }
  listeners.forEach((listener) => listener());
}

// Fills in the texts of the HTML.
export function translate(root = document) {
  root.querySelectorAll('[data-text]').forEach((target) => {
    target.textContent = texts()[target.dataset.text];
  });
  root.querySelectorAll('[data-label]').forEach((target) => {
    target.setAttribute('aria-label', texts()[target.dataset.label]);
  });
}
