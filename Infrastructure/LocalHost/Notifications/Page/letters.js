import { h, fill, toast, refusal } from './dom.js';
import { coloured } from './json.js';
import * as api from './api.js';
import { drawn, parsed, since } from './parts.js';

/** What could not be delivered, and the button to try again. */
export function deadLettersView(topic, page, { link, refresh }) {
  const faults = h('div', {});
  const list = h('div', { class: 'group' });

  const draw = drawn(({ items, hasMore }) => fill(list, items.length === 0
    ? h('p', { class: 'quiet' }, 'None: everything that matched was delivered, or is still being tried.')
    : [
      h('div', { class: 'row' },
        h('p', { class: 'status' }, count(items.length, hasMore)),
        h('span', { class: 'grow' }),
        h('button', { type: 'button', class: 'primary', onclick: event => again(event.target, items) }, 'Redrive these')),
      h('ul', { class: 'letters', 'aria-label': 'Dead letters' }, items.map(letter)),
    ]));

  function letter(each) {
    return h('li', {},
      h('p', { class: 'row' },
        h('strong', { class: 'fault' }, each.reason),
        h('span', { class: 'grow' }),
        h('button', { type: 'button', 'aria-label': `Redrive ${each.messageId}`, onclick: event => again(event.target, [each]) }, 'Redrive')),
      h('ul', { class: 'facts' },
        topic ? null : h('li', {}, h('span', {}, 'topic '), each.topic),
        h('li', {}, h('span', {}, 'to '), h('code', {}, each.subscriptionId)),
        h('li', {}, h('span', {}, 'attempts '), String(each.attempts)),
        h('li', {}, h('span', {}, 'last '), since(each.lastAttemptAt))),
      h('p', {}, h('a', { href: link(each.topic, 'messages', { id: each.messageId }) }, 'The message and its other deliveries')),
      h('details', {}, h('summary', {}, 'What it was to be sent'), coloured(parsed(each.body))));
  }

  async function again(button, letters) {
    button.disabled = true;
    try {
      await api.redrive(letters.map(each => ({ subscription: each.subscriptionId, messageId: each.messageId })));
      fill(faults);
      toast(letters.length === 1 ? 'On its way again' : `${letters.length} are on their way again`);
      await refresh();
    } catch (error) {
      fill(faults, refusal(error));
    } finally {
      button.disabled = false;
    }
  }

  fill(page, faults, list);
  return { update: async () => draw(await api.deadLetters(topic)) };
}

const count = (number, hasMore) => `${number}${hasMore ? ' and more' : ''} ${number === 1 && !hasMore ? 'dead letter' : 'dead letters'}`;
