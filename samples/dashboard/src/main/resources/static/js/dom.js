// Creates elements. Content from a file or the service becomes text or an attribute value, never markup.

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

// Sets a text only if it differs, because setting it disturbs a screen reader or a selection.
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
