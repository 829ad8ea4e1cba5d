import { h } from './dom.js';

/** JSON in colour, to be read. */
export function coloured(value) {
  const lines = h('pre', { class: 'json', tabindex: '0', 'aria-label': 'JSON' });
  write(lines, value, '');
  return lines;
}

function write(to, value, indent) {
  const deeper = `${indent}  `;
  if (Array.isArray(value) && value.length > 0) {
    to.append('[\n');
    value.forEach((item, i) => {
      to.append(deeper);
      write(to, item, deeper);
      to.append(i < value.length - 1 ? ',\n' : '\n');
    });
    to.append(`${indent}]`);
  } else if (typeOf(value) === 'object' && Object.keys(value).length > 0) {
    const entries = Object.entries(value);
    to.append('{\n');
    entries.forEach(([key, item], i) => {
      to.append(deeper, h('span', { class: key.startsWith('_') ? 'j-stamp' : 'j-key' }, JSON.stringify(key)), ': ');
      write(to, item, deeper);
      to.append(i < entries.length - 1 ? ',\n' : '\n');
    });
    to.append(`${indent}}`);
  } else {
    to.append(h('span', { class: `j-${typeOf(value)}` }, JSON.stringify(value) ?? 'undefined'));
  }
}

function typeOf(value) {
  return value === null ? 'null' : Array.isArray(value) ? 'array' : JSON.isRawJSON?.(value) ? 'number' : typeof value;
}

/** A value in one short line, for a cell. */
export function brief(value) {
  const text = typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}

const units = [[60, 'second'], [60, 'minute'], [24, 'hour'], [30, 'day'], [12, 'month'], [Infinity, 'year']];
const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** How long ago a time stamp of the service was, as a time element. */
export function ago(seconds) {
  const when = new Date(seconds * 1000);
  let amount = Math.min(0, Math.round((when - Date.now()) / 1000));
  let unit = 'second';
  for (const [size, name] of units) {
    unit = name;
    if (Math.abs(amount) < size) break;
    amount = Math.trunc(amount / size);
  }
  return h('time', { datetime: when.toISOString(), title: when.toLocaleString() }, words.format(amount, unit));
}
