/** Builds an element. Text only ever becomes text: nothing on this page parses markup from data. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else if (name === 'value') element.value = value;
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat(2).filter(child => child !== undefined && child !== null && child !== false));
  return element;
}

/** Puts children in place of what an element holds. */
export function fill(element, ...children) {
  element.replaceChildren(...children.flat(2).filter(child => child !== undefined && child !== null && child !== false));
  return element;
}

/** A table with a caption for those who do not see it. */
export const table = (caption, columns, rows) => h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption },
  h('table', {},
    h('caption', { class: 'visually-hidden' }, caption),
    h('thead', {}, h('tr', {}, columns.map(column => h('th', { scope: 'col' }, column)))),
    h('tbody', {}, rows)));

/** Shows a short message that goes away by itself, and that screen readers read. */
export function toast(text) {
  const note = h('p', { class: 'toast' }, text);
  document.getElementById('toasts').append(note);
  setTimeout(() => note.remove(), 4000);
}

/** A box that tells what went wrong; for a query, with the place. */
export function refusal(error, text) {
  const at = text === undefined ? undefined : error.location;
  return h('div', { class: 'refusal', role: 'alert' },
    h('strong', {}, error.status ? `${error.status}${error.substatus ? `/${error.substatus}` : ''} ${error.code}` : 'Failed'),
    h('p', {}, error.message),
    at === undefined ? null : place(text, at));
}

/** The line of a text in which something is wrong, with that part marked; the end of the text is marked as a blank. */
function place(text, { start, end }) {
  const from = text.lastIndexOf('\n', Math.max(0, start - 1)) + 1;
  const until = text.indexOf('\n', start);
  const line = text.slice(from, until < 0 ? text.length : until);
  const column = Math.min(start - from, line.length);
  const width = Math.max(1, Math.min(end - start, line.length - column));
  return h('pre', { class: 'place', tabindex: '0', 'aria-label': 'Where it went wrong' },
    line.slice(0, column), h('mark', {}, line.slice(column, column + width) || ' '), line.slice(column + width), '\n', ' '.repeat(column), '^'.repeat(width));
}

/** Asks a question that can be answered with yes or no. */
export function confirm(title, text, action) {
  return new Promise(resolve => {
    const dialog = h('dialog', { 'aria-labelledby': 'ask', onclose: () => { resolve(dialog.returnValue === 'yes'); dialog.remove(); } },
      h('form', { method: 'dialog' },
        h('h2', { id: 'ask' }, title),
        h('p', {}, text),
        h('div', { class: 'actions' },
          h('button', { value: 'no', class: 'plain' }, 'Cancel'),
          h('button', { value: 'yes', class: 'danger' }, action))));
    document.body.append(dialog);
    dialog.showModal();
  });
}
