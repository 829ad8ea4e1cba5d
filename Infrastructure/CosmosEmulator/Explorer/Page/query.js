import { h, fill, refusal, table } from './dom.js';
import * as cosmos from './cosmos.js';
import { brief, coloured } from './json.js';
import { parameterFields } from './parameters.js';

const drafts = new Map();
const given = new Map();
let shape = 'json';

/** A box to type a query into, and what it found. */
export function queryView(target, page) {
  const text = h('textarea', {
    id: 'query', class: 'mono', rows: '5', spellcheck: 'false',
    oninput: () => { drafts.set(target.path, text.value); parameters.of(text.value); },
    onkeydown: event => { if ((event.ctrlKey || event.metaKey) && event.key === 'Enter') { event.preventDefault(); run(true); } },
  });
  text.value = drafts.get(target.path) ?? 'SELECT * FROM c';
  const parameters = parameterFields(given);
  parameters.of(text.value);
  const size = h('select', { id: 'size' }, [10, 50, 100, 1000].map(each => h('option', { value: String(each), selected: each === 100 }, `${each} a page`)));
  const stats = h('ul', { class: 'facts', 'aria-label': 'What it took' });
  const result = h('div', { class: 'result' });
  const start = h('button', { type: 'submit', class: 'primary' }, 'Run');
  const next = h('button', { type: 'button', hidden: true, onclick: () => run(false) }, 'Next page');
  const shapes = h('select', { id: 'shape', onchange: () => { shape = shapes.value; draw(); } },
    h('option', { value: 'json', selected: shape === 'json' }, 'JSON'), h('option', { value: 'table', selected: shape === 'table' }, 'Table'));
  let asked;
  let bound;
  let continuation;
  let items = [];
  let number = 0;
  let sum = 0;
  let closed = false;

  async function run(fresh) {
    if (start.disabled) return;
    if (fresh) {
      asked = text.value;
      bound = parameters.values();
      continuation = undefined;
      number = sum = 0;
    }

    start.disabled = next.disabled = true;
    try {
      const answer = await cosmos.query(target, asked, { size: Number(size.value), continuation, parameters: bound });
      if (closed) return;
      items = answer.body.Documents;
      continuation = answer.header('x-ms-continuation');
      number++;
      sum += answer.charge;
      fill(stats, fact('items', items.length), fact('request charge', `${answer.charge} RU`), fact('elapsed', `${answer.elapsed.toFixed(1)} ms`),
        number > 1 ? [fact('page', number), fact('in all', `${sum.toFixed(2)} RU`)] : null);
      next.hidden = !continuation;
      draw();
    } catch (error) {
      if (closed) return;
      next.hidden = true;
      fill(stats);
      fill(result, refusal(error, asked));
    } finally {
      start.disabled = next.disabled = false;
    }
  }

  function draw() {
    if (number === 0) return;
    fill(result, items.length === 0 ? h('p', { class: 'quiet' }, 'Nothing was found.') : shape === 'json' ? coloured(items) : results(items));
  }

  fill(page,
    h('form', { class: 'query', onsubmit: event => { event.preventDefault(); run(true); } },
      h('label', { for: 'query', class: 'visually-hidden' }, 'Query'),
      text,
      parameters.element,
      h('div', { class: 'row' },
        start, h('kbd', {}, 'Ctrl'), h('kbd', {}, 'Enter'),
        h('span', { class: 'grow' }),
        h('label', { for: 'size', class: 'visually-hidden' }, 'Page size'), size,
        h('label', { for: 'shape', class: 'visually-hidden' }, 'Show as'), shapes)),
    h('div', { class: 'row' }, h('div', { role: 'status' }, stats), h('span', { class: 'grow' }), next),
    result);
  text.focus();
  return { dispose: () => { closed = true; } };
}

const fact = (name, value) => h('li', {}, h('span', {}, `${name} `), String(value));

function results(items) {
  const isObject = item => item !== null && typeof item === 'object' && !Array.isArray(item);
  const columns = items.every(isObject)
    ? [...new Set(items.flatMap(item => Object.keys(cosmos.own(item))))].slice(0, 40)
    : undefined;
  return table('Result', columns ?? ['value'],
    items.map(item => h('tr', {}, columns ? columns.map(column => h('td', {}, brief(item[column]))) : h('td', {}, brief(item)))));
}
