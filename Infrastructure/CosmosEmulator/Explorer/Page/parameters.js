import { h, fill } from './dom.js';
import { exact } from './cosmos.js';

/** The names of a query's parameters, each once, as they come; what stands in strings is none. */
export function namesIn(text) {
  const found = text.matchAll(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|(@\w+)/g);
  return [...new Set([...found].map(([, name]) => name).filter(Boolean))];
}

/** A field for each parameter of a query. A value is JSON; what is not JSON is a text. */
export function parameterFields(values) {
  const element = h('div', { class: 'row parameters' });
  let shown = [];

  function field(name) {
    const input = h('input', { id: `parameter-${name}`, class: 'mono', autocomplete: 'off', spellcheck: 'false', value: values.get(name) ?? '', placeholder: '3, "text", null', oninput: () => values.set(name, input.value) });
    return h('span', { class: 'parameter' }, h('label', { for: input.id, class: 'mono' }, name), input);
  }

  return {
    element,
    /** Shows the parameters of a text, and keeps the values of those that stay. */
    of(text) {
      const names = namesIn(text);
      if (names.join() === shown.join()) return;
      shown = names;
      fill(element, names.map(field));
    },
    values: () => shown.map(name => ({ name, value: valueOf(values.get(name) ?? '') })),
  };
}

function valueOf(text) {
  try {
    return exact(text);
  } catch {
    return text;
  }
}
