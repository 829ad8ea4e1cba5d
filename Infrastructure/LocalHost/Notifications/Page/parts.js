import { h } from './dom.js';
import { ago } from './json.js';

const kinds = { delivered: 'create', sent: 'create', 'dead letter': 'gone', dropped: 'gone', failing: 'gone', blocked: 'gone', 'circuit open': 'gone', 'circuit half-open': 'wait', healthy: 'create', confirmed: 'create' };

/** A state as a coloured word. */
export const badge = text => h('span', { class: `badge ${kinds[text] ?? (text === 'waiting' || text === 'retrying' ? 'wait' : '')}` }, text);

/** How long ago a time of the API was. */
export const since = text => ago(new Date(text).getTime() / 1000);

/** The time of day, to the millisecond. */
export const clock = text => h('time', { datetime: text, title: new Date(text).toLocaleString() }, new Date(text).toISOString().slice(11, 23));

/** What a message's body is, when it is JSON; otherwise the text. */
export function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Draws only when what is drawn from has changed, so that focus, selection and open parts stay. */
export function drawn(draw) {
  let last;
  return (...given) => {
    const now = JSON.stringify(given);
    if (now === last) return;
    last = now;
    draw(...given);
  };
}
