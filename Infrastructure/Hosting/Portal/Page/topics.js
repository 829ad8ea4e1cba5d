import { h } from './dom.js';
import { coloured } from './json.js';
import { events, resolve, sample } from './api.js';
import { members, prose } from './schema.js';

/** A topic: what its messages are, who in the app sends and receives them, and how to get them. */
export function topicView(topic) {
  const within = events;
  const messages = Object.values(topic.messages ?? {}).map(message => resolve(message, within));
  const uses = Object.values(events.operations ?? {}).filter(operation => operation.channel.$ref.endsWith(`/${topic.name}`));
  return h('div', { class: 'operation' },
    h('div', { class: 'what' },
      prose(topic.description ?? ''),
      h('ul', { class: 'facts', 'aria-label': 'Who uses it' }, uses.map(use => h('li', {}, use.summary))),
      messages.map(message => h('section', {}, h('h2', {}, 'A message'), members(resolve(message.payload, within), within, 'Members of the message')))),
    h('div', { class: 'try' },
      h('section', { class: 'samples', 'aria-label': 'An example' }, h('h2', {}, 'For example'), messages.map(message => coloured(sample(message.payload, within)))),
      h('section', { class: 'samples', 'aria-label': 'Subscribe' },
        h('h2', {}, 'Get them'),
        h('p', {}, 'Subscribe an HTTPS endpoint: it is asked to confirm first, and every message is signed.'),
        h('p', {}, h('a', { href: '#/operations/SubscribeToTopic' }, 'Subscribe to a topic'), ' · ', h('a', { href: '#/operations/PublishToTopic' }, 'Publish to a topic')))));
}
