// Elements are made here, and whatever a file or the service says is only ever their text.

export const byId = (id) => document.getElementById(id);

export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) {
      made.setAttribute(name, value);
    }
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

// Sets a text only where it differs: what a screen reader or a selection rests on stays as it is.
export function setText(target, text) {
  if (target.textContent !== text) {
    target.textContent = text;
  }
}

export function show(target, visible) {
  target.hidden = !visible;
}

export function showText(target, text) {
  setText(target, text ?? '');
  show(target, Boolean(text));
}
