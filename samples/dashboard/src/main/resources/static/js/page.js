// The parts of every page: the bar at the top with the connection and the languages, and the announcer of changes.

import { byId, element, setText } from './dom.js';
import { choose, language, onLanguage, texts, translate } from './language.js';
import { languages } from './texts.js';

const connection = element('span', { class: 'connection', role: 'status', 'data-testid': 'connection' });
const connectionText = element('span');
const announcer = element('div', { class: 'hidden', 'aria-live': 'polite', 'data-testid': 'announcer' });
const switches = Object.entries(languages).map(([code, { name }]) => {
  const button = element('button', { type: 'button', lang: code, 'data-testid': `language-${code}` }, name);
  button.addEventListener('click', () => choose(code));
  return [code, button];
});

export function setConnection(state) {
  connection.dataset.state = state;
  setText(connectionText, texts().connection[state]);
}

export function announce(text) {
  announcer.append(element('p', {}, text));
  while (announcer.childElementCount > 5) {
    announcer.firstElementChild.remove();
  }
}

function relabel() {
  translate();
  switches.forEach(([code, button]) => button.setAttribute('aria-pressed', String(code === language())));
  setConnection(connection.dataset.state);
}

connection.append(element('span', { class: 'dot', 'aria-hidden': 'true' }), connectionText);
byId('top').append(
  element('a', { class: 'brand', href: '/' },
    element('img', { src: '/favicon.svg', alt: '', width: '28', height: '28' }),
    element('span', { 'data-text': 'brand' })),
  connection,
  element('div', { class: 'languages', role: 'group', 'data-label': 'language' }, ...switches.map(([, button]) => button)),
);
document.body.append(announcer);
connection.dataset.state = 'connecting';
relabel();
onLanguage(relabel);
