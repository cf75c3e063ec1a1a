// The dashboard's own API.

import { texts } from './language.js';

/** A failed call, with or without a response, or a refused file. Its message is in the user's language. */
export class Problem extends Error {
  constructor(details) {
    const say = texts().problems[details.code] ?? texts().problems.other;
    super(say(details));
    this.details = details;
    this.status = details.status;
  }

  // The message in the language that is selected now.
  get text() {
    return (texts().problems[this.details.code] ?? texts().problems.other)(this.details);
  }
}

const parsed = (text, status) => {
  try {
    return { status, ...JSON.parse(text) };
  } catch {
    return { status };
  }
};

async function call(path, options) {
  let response;
  try {
    response = await fetch(path, { headers: { Accept: 'application/json' }, ...options });
  } catch {
    throw new Problem({ code: 'unreachable' });
  }
  const text = await response.text();
  if (!response.ok) {
    throw new Problem(parsed(text, response.status));
  }
  return text ? JSON.parse(text) : null;
}

export const pathOf = (id) => `/api/trainings/${encodeURIComponent(id)}`;
export const listTrainings = () => call('/api/trainings');
export const getTraining = (id) => call(pathOf(id));
export const getReport = (id) => call(`${pathOf(id)}/report`);
export const removeTraining = (id) => call(pathOf(id), { method: 'DELETE' });
export const startTraining = (order) =>
  call('/api/trainings', {
    method: 'POST',
    headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
    body: JSON.stringify(order),
  });

// XMLHttpRequest, because fetch doesn't report how much has been sent.
export function sendFile(name, content, progress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/files?name=${encodeURIComponent(name)}`);
    request.setRequestHeader('Content-Type', 'text/csv');
    request.setRequestHeader('Accept', 'application/json');
    request.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total);
    request.onerror = () => reject(new Problem({ code: 'unreachable' }));
    request.onload = () =>
      request.status < 300
        ? resolve(JSON.parse(request.responseText))
        : reject(new Problem(parsed(request.responseText, request.status)));
    request.send(content);
  });
}
